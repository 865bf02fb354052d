import type { Button } from '@slack/types';
import type { Look } from '../../core/config/imports.ts';
import type { ConfigRef, Saved } from '../../core/config/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { historyLines, historyMessage, historyTitle } from './import-history.ts';
import { notTaken, unknownLine } from './import-lines.ts';
import {
  actions,
  clip,
  code,
  context,
  fitLines,
  header,
  leftOff,
  lineMessage,
  person,
  type Say,
  sayer,
  sections,
  summaryText,
} from './kit.ts';

const shown = { configs: 25, leftOut: 10 };

/** What a file that somebody dropped holds, what of it is new, and buttons for what can be done with it. */
export function lookMessage(look: Look, language: Language, buttons: boolean): Message {
  const say = sayer(language);
  const title = 'found' in look ? archiveTitle(look, say) : historyTitle(look.file.name, look.history, say);
  const lines = 'found' in look ? archiveLines(look, language) : historyLines(look.history, look.unknown, language);
  const count = 'found' in look ? look.found.changes.length : look.history.commits;
  const offered = buttons && count > 0 ? actions(buttonsOf(look, count, say)) : [];
  const by = say(`${code(look.id)} · asked by ${person(look.by)}`, `${code(look.id)} · ${person(look.by)} 发起`);
  const dry = buttons ? by : `${say('A dry run: nothing was saved.', '试运行：未保存任何内容。')} ${by}`;
  return {
    text: summaryText(title),
    blocks: [
      header(title),
      ...sections(fitLines(lines, 9_000, (left) => leftOff(left, say))),
      ...offered,
      context(dry),
    ],
  };
}

function archiveTitle({ file, found }: Extract<Look, { found: unknown }>, say: Say): string {
  const count = found.files.length;
  return say(
    `${clip(file.name, 80)}: ${count === 1 ? '1 config' : `${count} configs`}`,
    `${clip(file.name, 80)}：${count} 个配置`,
  );
}

function archiveLines({ found, unknown, kind }: Extract<Look, { found: unknown }>, language: Language) {
  const say = sayer(language);
  const { changes, unchanged, placed, manifest, leftOut } = found;
  const count = (change: string) => changes.filter((one) => one.change === change).length;
  const hosts = new Set(placed.map(({ ref }) => ref.host)).size;
  const sure = manifest
    ? say('checksums are as in its manifest', '校验和与清单一致')
    : say('no manifest with checksums', '没有校验和清单');
  return [
    say(
      `${count('new')} new · ${count('changed')} changed · ${unchanged} unchanged · ${hosts === 1 ? '1 host' : `${hosts} hosts`} · ${sure}`,
      `新增 ${count('new')} · 变化 ${count('changed')} · 不变 ${unchanged} · ${hosts} 台主机 · ${sure}`,
    ),
    ...understood(placed, kind, say),
    ...unknownLine(unknown, say),
    ...leftOut.slice(0, shown.leftOut).map(({ path, why }) => `⛔ ${notTaken(path, why, language)}`),
    ...(leftOut.length > shown.leftOut ? [leftOff(leftOut.length - shown.leftOut, say)] : []),
    ...changes.slice(0, shown.configs).map((one) => changeLine(one, placed, say)),
    ...(changes.length > shown.configs ? [leftOff(changes.length - shown.configs, say)] : []),
  ];
}

/** How it was told whose the files are. */
function understood(placed: Extract<Look, { found: unknown }>['found']['placed'], kind: string, say: Say) {
  const by = (how: string) => placed.filter((one) => one.by === how).length;
  const parts = [
    by('kind') > 0 &&
      say(`${by('kind')} by folders intended/ and running/`, `${by('kind')} 个按 intended/、running/ 目录`),
    by('folder') > 0 && say(`${by('folder')} by a folder for each host`, `${by('folder')} 个按主机目录`),
    by('name') > 0 && say(`${by('name')} by the files’ names`, `${by('name')} 个按文件名`),
  ].filter((part) => part !== false);
  const as = kind === 'running' ? say('running', '运行') : say('intended', '目标');
  const taken =
    by('folder') + by('name') > 0
      ? say(`; taken as ${as} where no folder says which`, `；目录未标明的按${as}配置处理`)
      : '';
  return [
    say(`How files were matched to hosts: ${parts.join(', ')}${taken}.`, `主机判断方式：${parts.join('，')}${taken}。`),
  ];
}

function changeLine(
  { ref, change }: { readonly ref: ConfigRef; readonly change: string },
  placed: Extract<Look, { found: unknown }>['found']['placed'],
  say: Say,
): string {
  const words = change === 'new' ? say('🆕 new', '🆕 新增') : say('✏️ changed', '✏️ 变化');
  const from = placed.find((one) => one.by === 'name' && isSame(one.ref, ref));
  return `${words} ${code(pathShown(ref), 150)}${from ? ` ← ${code(from.path, 100)}` : ''}`;
}

function isSame(one: ConfigRef, other: ConfigRef): boolean {
  return pathShown(one) === pathShown(other);
}

function pathShown(ref: ConfigRef): string {
  return ref.kind === 'template' ? ref.name : `${ref.kind}/${ref.host}/${ref.name}`;
}

function buttonsOf(look: Look, count: number, say: Say): readonly Button[] {
  if (!('found' in look)) return [button('import.save', say('Import history', '导入历史'), look.id, 'primary')];
  const open = look.found.placed.some(({ by }) => by !== 'kind');
  const as = look.kind === 'running' ? say('running', '运行配置') : say('intended', '目标配置');
  const label = open
    ? say(`Import ${count} as ${as}`, `导入 ${count} 个为${as}`)
    : say(`Import ${count}`, `导入 ${count} 个`);
  return [
    button('import.save', label, look.id, 'primary'),
    button('import.differences', say('Download differences', '下载差异'), look.id),
  ];
}

function button(action: string, label: string, value: string, style?: Button['style']): Button {
  const text = { type: 'plain_text' as const, text: label, emoji: false };
  return { type: 'button', action_id: action, text, value, ...(style && { style }) };
}

/** What became of an import. */
export function importedMessage(look: Look, saved: Saved | undefined, by: string, language: Language): Message {
  const say = sayer(language);
  if (!('found' in look))
    return historyMessage(look.file.name, { ...look.history, unknown: look.unknown }, false, language);
  const name = code(look.file.name, 80);
  const id = saved?.revision === undefined ? undefined : code(saved.revision.slice(0, 10));
  const count = saved?.changes.length ?? 0;
  const line =
    id === undefined
      ? say(`Nothing of ${name} to import: all of it is kept as it is.`, `${name} 无需导入：内容与已保存的一致。`)
      : saved?.repeated
        ? say(`${name} was imported already, as revision ${id}.`, `${name} 已导入过，版本 ${id}。`)
        : say(
            `💾 ${person(by)} imported ${count === 1 ? '1 config' : `${count} configs`} of ${name} as revision ${id}. /config list shows them.`,
            `💾 ${person(by)} 已从 ${name} 导入 ${count} 个配置，版本 ${id}。用 /config list 查看。`,
          );
  const left = look.found.leftOut.slice(0, shown.leftOut).map(({ path, why }) => `⛔ ${notTaken(path, why, language)}`);
  const below = fitLines([...unknownLine(look.unknown, say), ...left], 9_000, (more) => leftOff(more, say));
  return lineMessage(line, ...below);
}

/** What stands above the differences of an import. */
export function differencesMessage(look: Look, count: number, language: Language): Message {
  const say = sayer(language);
  const name = code(look.file.name, 80);
  const line =
    count === 0
      ? say(`Nothing of ${name} differs from what is kept.`, `${name} 与已保存的内容没有差异。`)
      : say(
          `How ${count === 1 ? '1 config' : `${count} configs`} of ${name} would change, secrets taken out: as a \`.diff\`, and as a page (\`.html\`) to open in a browser.`,
          `${name} 中 ${count} 个配置的变化（已去除敏感信息）：\`.diff\` 文件，以及用浏览器打开的网页（\`.html\`）。`,
        );
  return lineMessage(line);
}
