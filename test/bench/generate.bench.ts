import Handlebars from 'handlebars';
import { createGenerator, type HostData } from '../../src/core/generate/generator.ts';
import { loadHelpers } from '../../src/core/generate/helpers.ts';
import { libraryOf } from '../../src/core/generate/library/build.ts';
import { createRender, type Rendered } from '../../src/core/generate/render.ts';
import type { Template } from '../../src/core/generate/template.ts';
import { createWalker } from '../../src/core/generate/walk/index.ts';
import type { Bench, Row } from './measure.ts';
import { inTurn, median, timed } from './measure.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const hosts = 10_000;
const ports = 37;

const body = `sysname {{name}}
{{> ntp servers=ntp.servers}}
snmp-agent sys-info location {{site}}
vlan batch {{vlans}}
{{#each interfaces}}
interface {{name}}
 description {{description}}
{{#if trunk}}
 port link-type trunk
 port trunk allow-pass vlan {{vlans}}
{{else}}
 port link-type access
 port default vlan {{vlan}}
{{/if}}
 # {{@root.site}} {{@index}}
{{/each}}
{{#unless telnet}}
undo telnet server enable
{{/unless}}
return
`;
const partial = '{{#each servers}}\nntp-service unicast-server {{this}}\n{{/each}}\nntp-service enable\n';

/**
 * Configs of a switch, 200 lines each, whose data are looked through for what is missing, against what Handlebars
 * itself takes for the same texts: a template compiled once with what is usual for configs (`noEscape`), which looks at
 * nothing. In this process, and as the bot does it, in a thread that the data are sent to and the texts come back from.
 */
export default {
  title: '10,000 configs of 200 lines',
  run: async (say) => {
    const helpers = await loadHelpers();
    const template = switchTemplate();
    const data = Array.from({ length: hosts }, (_, index) => switchData(index));
    const render = createRender(template, helpers);
    const walker = createWalker(template, helpers);
    const bare = bareHandlebars();
    sameTexts(data.slice(0, 20).map(({ data: one }) => [render(one), bare(one)]));
    const cpu = await inTurn(
      rounds,
      {
        bare: () => processorTime(data, (one) => usable(bare(one.data))),
        ours: () => processorTime(data, (one) => render(one.data)),
        walk: () => processorTime(data, (one) => walker.walk(one.data)),
      },
      say,
    );
    const generator = createGenerator();
    await generator.generate(template, data.slice(0, 500));
    // By themselves, as they keep all texts, which would be cleared away in the others' time.
    const elapsed = await inTurn(
      rounds,
      {
        bare: () => timed(async () => data.map((one) => usable(bare(one.data)))),
        threads: () => timed(() => generator.generate(template, data)),
      },
      say,
    );
    await generator.close();
    const row = (name: string, ours: readonly number[] = [], theirs: readonly number[] = [], unit = 'CPU-s'): Row => {
      const [value, than] = [median(ours), median(theirs)];
      return { name, value, unit, against: `bare Handlebars ${than.toFixed(3)} ${unit}`, ratio: value / than };
    };
    const goal = (one: Row): Row => ({ ...one, goal: 'at most 1.3 times', ok: (one.ratio ?? 2) <= 1.3 });
    return [
      goal(row('generate/render', cpu.ours, cpu.bare)),
      row('generate/missing', cpu.walk, cpu.bare),
      goal(row('generate/threads', elapsed.threads, elapsed.bare, 's')),
    ];
  },
} satisfies Bench;

/** What else the machine does disturbs it least. */
async function processorTime(data: readonly HostData[], work: (one: HostData) => unknown): Promise<number> {
  const start = process.cpuUsage();
  for (const one of data) work(one);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/**
 * Handlebars gives a string in pieces, which are put together when somebody looks into it, as every use does. Something
 * hangs on this look, since V8 leaves out one that nobody wants the result of.
 */
function usable(text: string): string {
  if (text.charCodeAt(text.length - 1) !== 10) throw new Error('a config does not end with its line');
  return text;
}

function switchTemplate(): Template {
  const text = `---\ntitle: Access switch\nfile: "{{name}}.cfg"\n---\n${body}`;
  const { templates } = libraryOf([
    { path: 'switch.hbs', origin: 'shipped', text },
    { path: 'partials/ntp.hbs', origin: 'shipped', text: partial },
  ]);
  const template = templates.get('switch');
  if (!template) throw new Error('the template of the benchmark is broken');
  return template;
}

function switchData(host: number): HostData {
  const interfaces = Array.from({ length: ports }, (_, index) => ({
    ...{ name: `GigabitEthernet0/0/${index + 1}`, description: `to desk ${host}-${index}` },
    ...{ trunk: index % 12 === 0, vlan: 100 + (index % 20), vlans: '10 20 30' },
  }));
  const name = `access-${host}`;
  const rest = { site: '北京', telnet: host % 2 === 0, vlans: '10 to 40', ntp: { servers: ['10.0.0.1', '10.0.0.2'] } };
  return { host: name, data: { name, ...rest, interfaces } };
}

function bareHandlebars(): (data: unknown) => string {
  const handlebars = Handlebars.create();
  handlebars.registerPartial('ntp', partial);
  return handlebars.compile(body, { noEscape: true });
}

function sameTexts(pairs: readonly (readonly [Rendered, string])[]): void {
  const [, first = ''] = pairs[0] ?? [];
  const lines = first.split('\n').length - 1;
  if (lines < 190 || lines > 210) throw new Error(`a config has ${lines} lines`);
  if (pairs.some(([ours, theirs]) => !('text' in ours) || ours.text !== theirs))
    throw new Error('the texts are not the same');
}
