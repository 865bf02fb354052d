import type { Button } from '@slack/types';
import { type Hiding, namesSecret } from '../../core/config/hiding.ts';
import { pinnedError } from '../../core/config/pins.ts';
import type { Explained, Generation, HostResult, Saving } from '../../core/generate/index.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message, Modal } from '../define.ts';
import { hostLines } from './generation-hosts.ts';
import { stateWord } from './generation-remarks.ts';
import {
  actions,
  clip,
  code,
  context,
  escapeText,
  fitLines,
  header,
  leftOff,
  lineMessage,
  person,
  type Say,
  sayer,
  section,
  sections,
  summaryText,
  told,
  toldOf,
} from './kit.ts';

const shown = { values: 80 };

/** What a template came to on hosts: one line each, what is wrong below it, and what can be done with it. */
export function generationMessage(generation: Generation, language: Language): Message {
  const say = sayer(language);
  const { id, request, template, results, unused } = generation;
  const count = (state: HostResult['state']) => results.filter((one) => one.state === state).length;
  const title = say(
    `${clip(template.name, 60)} for ${results.length === 1 ? '1 host' : `${results.length} hosts`}`,
    `${clip(template.name, 60)}：${results.length} 台主机`,
  );
  const counts = say(
    `${count('new')} new · ${count('changed')} changed · ${count('unchanged')} unchanged · ${count('invalid')} invalid`,
    `新增 ${count('new')} · 变化 ${count('changed')} · 不变 ${count('unchanged')} · 无效 ${count('invalid')}`,
  );
  const savable = count('new') + count('changed');
  const pushable = savable + count('unchanged');
  return {
    text: summaryText(say(`${title}: ${counts}`, `${title}：${counts}`)),
    blocks: [
      header(title),
      section(counts),
      ...(lacksVariables(results) ? [section(whereToSet(template.name, say))] : []),
      ...sections(unused.map((text) => `⚠️ ${told(text, language, 300)}`)),
      ...sections(hostLines(generation, language).lines),
      ...actions([
        ...(savable > 0 ? [button('generate.save', say(`Save ${savable}`, `保存 ${savable} 项`), id, 'primary')] : []),
        ...(pushable > 0 ? [button('generate.push', say(`Push ${pushable}`, `下发 ${pushable} 项`), id)] : []),
        button('generate.details', say('Details', '详情'), id),
        ...(results.some(({ text, state }) => text !== undefined && state !== 'invalid')
          ? [button('generate.download', say('Download', '下载'), id)]
          : []),
      ]),
      context(say(`${code(id)} · asked by ${person(request.by)}`, `${code(id)} · ${person(request.by)} 发起`)),
    ],
  };
}

function lacksVariables(results: readonly HostResult[]): boolean {
  return results.some(({ findings }) => findings.some(({ rule }) => rule === 'variable-missing'));
}

function whereToSet(template: string, say: Say): string {
  const show = code(`/template show ${template}`, 80);
  return say(
    `What is missing is set with ${code('--set name=value')}, in vars.yaml or as a label of the host; ${show} tells the variables.`,
    `缺少的变量可用 ${code('--set 名称=值')}、在 vars.yaml 中或以主机标签设置；${show} 列出各变量。`,
  );
}

function button(action: string, label: string, value: string, style?: Button['style']): Button {
  const text = { type: 'plain_text' as const, text: label, emoji: false };
  return { type: 'button', action_id: action, text, value, ...(style && { style }) };
}

function named(file: string | undefined): readonly string[] {
  return file === undefined ? [] : [code(file, 80)];
}

/** Each config that is otherwise than what is kept, as far as a modal takes it. */
export function generationDetails({ id, results, template }: Generation, language: Language): Modal {
  const say = sayer(language);
  const rank = ({ state }: HostResult) => ['invalid', 'changed', 'new', 'unchanged'].indexOf(state);
  const parts = results
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, mostDetails)
    .map((result) => {
      const { host, file, state, hunks, findings } = result;
      const body = hunks.flatMap(({ lines }) => lines).join('\n');
      const wrong = findings.map(
        ({ severity, text }) => `${severity === 'error' ? '❌' : '⚠️'} ${told(text, language, 500)}`,
      );
      const diff = body === '' ? [] : [`\`\`\`${escapeText(clip(body, 2_500)).replaceAll('`', "'")}\`\`\``];
      return [[`*${code(host)}*`, ...named(file), stateWord(state, say)].join(' '), ...wrong, ...diff].join('\n');
    });
  const more = results.length - parts.length;
  const lines = fitLines(parts, 60_000, (left) => leftOff(left + more, say));
  const all = more > 0 && lines.length === parts.length ? [...lines, leftOff(more, say)] : lines;
  return {
    action: 'generate.details',
    title: clip(template.name, 24),
    close: say('Close', '关闭'),
    blocks: all.map((part) => section(clip(part, 3_000))),
    state: id,
  };
}

/** Hosts in a modal, which has at most 100 blocks. */
const mostDetails = 90;

/** What stands above the zip. */
export function downloadMessage({ template, results }: Generation, language: Language): Message {
  const say = sayer(language);
  const out = results.filter(({ state, text }) => state !== 'invalid' && text !== undefined).length;
  const left = results.length - out;
  const line = say(
    `${out === 1 ? '1 config' : `${out} configs`} of ${code(template.name)}, secrets taken out${left > 0 ? `; ${left} left out, since they have errors` : ''}`,
    `${code(template.name)} 的 ${out} 个配置，已去除敏感信息${left > 0 ? `；${left} 个存在错误，未包含` : ''}`,
  );
  return lineMessage(line);
}

/** What a save would come to, where it is only tried. */
export function wouldSaveMessage({ results }: Pick<Generation, 'results'>, language: Language): Message {
  const say = sayer(language);
  const saved = results.filter(({ state }) => state === 'new' || state === 'changed');
  const invalid = results.filter(({ state }) => state === 'invalid');
  const line =
    saved.length === 0
      ? say('🔎 Dry run: --save would save nothing.', '🔎 试运行：--save 不会保存任何内容。')
      : say(
          `🔎 Dry run: --save would save ${saved.length === 1 ? '1 config' : `${saved.length} configs`} in one revision: ${namesOf(saved, say)}. Nothing was saved.`,
          `🔎 试运行：--save 会将 ${saved.length} 个配置存为一个版本：${namesOf(saved, say)}。未保存任何内容。`,
        );
  const left =
    invalid.length > 0
      ? [
          say(
            `⛔ Not these, since they have errors: ${namesOf(invalid, say)}`,
            `⛔ 存在错误，不会保存：${namesOf(invalid, say)}`,
          ),
        ]
      : [];
  return lineMessage(line, ...left);
}

/** What a template came to on hosts, and what was saved of it. */
export function savedGeneration(generation: Generation, saving: Saving, by: string, language: Language): Message {
  const all = generationMessage(generation, language);
  const saved = savedMessage(saving, by, language);
  return { text: saved.text, blocks: [...all.blocks.filter(({ type }) => type !== 'actions'), ...saved.blocks] };
}

/** What a save came to. */
export function savedMessage(saving: Saving, by: string, language: Language): Message {
  const say = sayer(language);
  const { invalid, pinned } = saving;
  const line = savedLine(saving, by, say);
  const left =
    invalid.length > 0
      ? [
          say(
            `⛔ Not saved, since they have errors: ${namesOf(invalid, say)}`,
            `⛔ 存在错误，未保存：${namesOf(invalid, say)}`,
          ),
        ]
      : [];
  const held = pinned.map((pin) => `📌 ${toldOf(pinnedError(pin).text, [pin.by], language)}`);
  return lineMessage(line, ...left, ...fitLines(held, 6_000, (more) => leftOff(more, say)));
}

function savedLine({ revision, saved, invalid, pinned, repeated }: Saving, by: string, say: Say): string {
  const id = code(revision?.slice(0, 10) ?? '');
  if (repeated) {
    const since = saved.length === 0 ? '' : changedSince(saved, say);
    return say(
      `💾 It had been saved before the run was cut off, as revision ${id}; it was not saved again.${since}`,
      `💾 运行中断前已保存为版本 ${id}，未重复保存。${since}`,
    );
  }
  if (revision !== undefined && saved.length > 0) {
    return say(
      `💾 ${person(by)} saved ${saved.length === 1 ? '1 config' : `${saved.length} configs`} as revision ${id}. /config list shows them.`,
      `💾 ${person(by)} 已保存 ${saved.length} 个配置，版本 ${id}。用 /config list 查看。`,
    );
  }
  return invalid.length + pinned.length > 0
    ? say('Nothing was saved.', '未保存任何内容。')
    : say('Nothing to save: all of it is kept as it is.', '无需保存：内容与已保存的一致。');
}

function changedSince(results: readonly HostResult[], say: Say): string {
  const names = namesOf(results, say);
  return say(` What has changed since then is saved at the next time: ${names}`, `此后的变化将在下次保存：${names}`);
}

/** The first of them, and how many more. */
function namesOf(results: readonly HostResult[], say: Say): string {
  const named = results
    .slice(0, 10)
    .map(({ host }) => code(host, 60))
    .join(say(', ', '、'));
  return results.length > 10 ? `${named} … (${results.length})` : named;
}

/** Where each value of a host's data came from; the facts are one entry. */
export function explainedMessage(
  explained: readonly Explained[],
  template: string,
  { hide }: Pick<Hiding, 'hide'>,
  language: Language,
): Message {
  const say = sayer(language);
  const lines = explained.flatMap(({ host, origins, data, findings }) => [
    `*${code(host)}*`,
    ...[...origins].slice(0, shown.values).map(([path, origin]) => {
      const value = path === 'facts' ? '…' : JSON.stringify(valueAt(data, path));
      const shownValue = path.split('.').some(namesSecret) ? '[redacted]' : hide(value ?? '');
      return `• ${code(path, 60)} = ${code(shownValue, 120)}  ${escapeText(wording(origin, language))}`;
    }),
    ...findings.map(({ text }) => `❌ ${told(text, language, 400)}`),
  ]);
  const title = say(`Where the values of ${clip(template, 60)} come from`, `${clip(template, 60)} 的变量来源`);
  const order = say(
    'Later ones go before earlier ones: template, groups, site, platform, host and labels, facts, --set.',
    '后者优先：模板默认值、分组、站点、平台、主机与标签、采集信息、--set。',
  );
  return {
    text: summaryText(title),
    blocks: [header(title), ...sections(fitLines(lines, 12_000, (left) => leftOff(left, say))), context(order)],
  };
}

function valueAt(data: unknown, path: string): unknown {
  const own = (at: unknown, name: string) =>
    typeof at === 'object' && at !== null && Object.hasOwn(at, name)
      ? (at as Record<string, unknown>)[name]
      : undefined;
  return path.split('.').reduce(own, data);
}
