import { type Language, type Text, wording } from '../../core/text.ts';
import type { SandboxClient } from '../client.ts';
import { interactive } from '../slack/elements.ts';
import type { Shown, ShownView } from '../slack/people/reading.ts';
import { type Names, plainBlocks, plainInputs, plainText } from '../slack/plain.ts';
import type { Fields } from '../slack/types.ts';

/** Which state of which message, and of the topmost modal, somebody has seen already. */
export type Known = ReadonlyMap<string, number | string>;

export interface Screen {
  readonly language: Language;
  readonly names: Names;
}

/** What a person sees now, for telling later what is new. */
export function remember(messages: readonly Shown[], modal: ShownView | undefined): Known {
  const seen = messages.map((message) => [`${message.channel} ${message.ts}`, message.versions.length] as const);
  return new Map<string, number | string>([...seen, ['modal', stateOf(modal)]]);
}

function stateOf(modal: ShownView | undefined): string {
  return JSON.stringify(modal ?? null);
}

/** The messages that are new or were edited since. */
export function news(messages: readonly Shown[], known: Known): Shown[] {
  return messages.filter((message) => known.get(`${message.channel} ${message.ts}`) !== message.versions.length);
}

/** Names for ids, asked of the sandbox once. */
export async function namesOf(client: SandboxClient): Promise<Names> {
  const users = new Map((await client.people()).map(({ id, name }) => [id, name]));
  const channels = new Map((await client.channels()).map(({ id, name, im }) => [id, im ? 'bot' : name]));
  return { user: (id) => users.get(id) ?? id, channel: (id) => channels.get(id) ?? id };
}

/** Messages as lines; the buttons of `numbered` carry the numbers that --click takes. */
export function showMessages(messages: readonly Shown[], numbered: Shown | undefined, screen: Screen): string[] {
  return messages.flatMap((message) => showMessage(message, message.ts === numbered?.ts, screen));
}

/** The newest message that has a button. */
export function newestCard(messages: readonly Shown[]): Shown | undefined {
  return messages.findLast(({ blocks }) => interactive(blocks).some(({ element }) => element.type === 'button'));
}

/** The open modal: whole where it is new or changed, else a line that says that it is still there. */
export function openModal(modal: ShownView | undefined, known: Known, screen: Screen): string[] {
  if (!modal) return [];
  if (known.get('modal') !== stateOf(modal)) return showModal(modal, screen);
  return [wording(words.stillOpen, screen.language)];
}

/** A modal as lines, with the names its fields are filled in by. */
function showModal({ view, errors }: ShownView, screen: Screen): string[] {
  const blocks = view.blocks as Fields[];
  const title = (view.title as { text?: string } | undefined)?.text ?? '';
  const inputs = plainInputs(blocks, (view.state as { values?: Record<string, Fields> }).values).map(
    (line) => `    --submit ${line}`,
  );
  const complaints = Object.entries(errors).map(([block, words]) => `  ! ${block}: ${words}`);
  return [
    `┌ ${title}`,
    ...plainBlocks(blocks, screen.names, true).map((line) => `│ ${line}`),
    ...complaints,
    ...inputs,
  ];
}

const words: Record<'ephemeral' | 'edited' | 'file' | 'stillOpen', Text> = {
  stillOpen: {
    en: '(A modal is still open: --show prints it, --cancel closes it.)',
    zh: '（对话框仍打开：--show 显示，--cancel 关闭。）',
  },
  ephemeral: { en: 'only you see this', zh: '仅你可见' },
  edited: { en: 'edited', zh: '已编辑' },
  file: { en: 'file', zh: '文件' },
};

function showMessage(message: Shown, numbered: boolean, screen: Screen): string[] {
  const say = (text: Text) => wording(text, screen.language);
  const notes = [
    ...(message.ephemeral ? [say(words.ephemeral)] : []),
    ...(message.versions.length > 1 ? [`${say(words.edited)} ×${message.versions.length - 1}`] : []),
  ];
  const body =
    message.blocks.length > 0 ? plainBlocks(message.blocks, screen.names, numbered) : textLines(message, screen);
  const files = message.files.map(({ name }) => `(${say(words.file)}: ${name})`);
  const indent = message.threadTs !== undefined && message.threadTs !== message.ts ? '    ↳ ' : '';
  const head = `#${screen.names.channel(message.channel)}  ${message.from}  ${message.ts}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}`;
  return [`${indent}${head}`, ...[...body, ...files].map((line) => `${indent === '' ? '' : '      '}  ${line}`), ''];
}

const textLines = (message: Shown, screen: Screen) =>
  message.text === '' ? [] : plainText(message.text, screen.names).split('\n');
