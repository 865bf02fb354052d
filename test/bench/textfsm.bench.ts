import { existsSync } from 'node:fs';
import { parseTextFsm } from '../../src/core/collect/textfsm.ts';
import { exec } from '../support/exec.ts';
import type { Bench, Row } from './measure.ts';
import { median, notCompared } from './measure.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** How often a process goes over all samples; the last is taken, when both have warmed up, as in a bot that goes on. */
const passes = 5;
const samples = new URL('../../../shared/data/ntc/', import.meta.url).pathname;
const support = (name: string) => new URL(`./support/${name}`, import.meta.url).pathname;
const python = '/usr/bin/python3';

interface Figure {
  readonly seconds: number;
  readonly records: number;
}

/**
 * All samples of ntc-templates beside the checkout, each given as template and text, by our engine and by Debian's
 * python3-textfsm (TextFSM and ParseTextToDicts), each in a process of its own, reading and starting not counted, in
 * processor time, which the machine's other work disturbs least. Ours
 * keeps the templates that it has read; the first time over, when it has not, is told in a row of its own. And an output
 * of 2.5, 5 and 10 MB.
 */
export default {
  title: 'TextFSM: the samples of ntc-templates, and 10 MB',
  run: async (say) => [...(await comparison(say)), await growth(say)],
} satisfies Bench;

async function comparison(say: (line: string) => void): Promise<readonly Row[]> {
  // The samples are no part of the project: where they are missing, nothing can be compared, in CI neither.
  if (!existsSync(samples)) {
    say('../shared/data/ntc is missing: not compared');
    return [];
  }
  const judged = await exec(python, ['-c', 'import textfsm']).then(
    () => true,
    () => false,
  );
  if (!judged) {
    notCompared(`${python} has no textfsm (Debian: python3-textfsm)`, say);
    return [];
  }
  const contenders = {
    ours: [process.execPath, support('textfsm-ours.ts')],
    python: [python, support('textfsm-judge.py')],
  };
  const figures: Record<keyof typeof contenders, Figure[][]> = { ours: [], python: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['ours', 'python'] as const) {
      const [program = '', ...argv] = contenders[name];
      const times: Figure[] = JSON.parse(await exec(program, [...argv, samples, String(passes)]));
      figures[name].push(times);
      say(`round ${round}: ${name} ${times.map(({ seconds }) => seconds.toFixed(3)).join(', ')} CPU-s`);
    }
  }
  return compared(figures);
}

function compared({ ours, python: theirs }: Readonly<Record<'ours' | 'python', Figure[][]>>): readonly Row[] {
  const of = (all: Figure[][], pass: number) => median(all.map((times) => times.at(pass)?.seconds ?? 0));
  const records = new Set([...ours, ...theirs].flat().map((figure) => figure.records));
  if (records.size !== 1) throw new Error(`the numbers of records differ: ${[...records].join(', ')}`);
  const row = (name: string, pass: number) => ({
    ...{ name, value: of(ours, pass), unit: 'CPU-s', against: `python3-textfsm ${of(theirs, pass).toFixed(3)} CPU-s` },
    ratio: of(ours, pass) / of(theirs, pass),
  });
  const warm = row('textfsm/python', -1);
  return [{ ...warm, goal: 'at least 5 times faster', ok: warm.ratio * 5 <= 1 }, row('textfsm/python-first', 0)];
}

const template = `Value Filldown SLOT (\\d+)
Value Required NAME (\\S+)
Value List ADDRESS (\\S+)
Value DESCRIPTION (.*?)

Start
  ^Slot \${SLOT}$$
  ^\\S+ is -> Continue.Record
  ^\${NAME} is (?:up|down)
  ^\\s+address \${ADDRESS}
  ^\\s+description \${DESCRIPTION}\\s*$$
  ^\\s*$$
  ^. -> Error
`;

/** One output of so many bytes. */
function output(bytes: number): string {
  const parts: string[] = [];
  for (let port = 0, length = 0; length < bytes; port += 1) {
    const slot = port % 48 === 0 ? `Slot ${port / 48}\n` : '';
    const part = `${slot}GE${port} is up\n  address 10.0.${port % 250}.1\n  address 10.1.${port % 250}.1\n  description to host ${port}\n\n`;
    length += part.length;
    parts.push(part);
  }
  return parts.join('');
}

/** Processor time: what else the machine does says nothing of growth. */
async function growth(say: (line: string) => void): Promise<Row> {
  const sizes = [2.5e6, 5e6, 10e6] as const;
  const texts = sizes.map(output);
  const times: number[][] = sizes.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, text] of texts.entries()) {
      const start = process.cpuUsage();
      parseTextFsm(template, text);
      const { user, system } = process.cpuUsage(start);
      // The first round warms up.
      if (round > 0) times[index]?.push((user + system) / 1e6);
    }
  }
  const [small = 0, middle = 0, large = 0] = times.map(median);
  say(`2.5, 5 and 10 MB: ${[small, middle, large].map((seconds) => seconds.toFixed(2)).join(', ')} CPU-s`);
  const ratio = large / (2 * middle);
  return {
    ...{ name: 'textfsm/growth', value: ratio, unit: 'times as long a byte for 10 MB as for 5' },
    ...{ goal: 'linear: at most 1.2', ok: ratio <= 1.2 },
  };
}
