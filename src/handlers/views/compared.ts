import { unified } from '../../core/config/text-diff.ts';
import type { Language } from '../../core/text.ts';
import type { Compared } from '../configs.ts';
import type { Message, ReplyFile } from '../define.ts';
import { differencePage } from './difference-page.ts';
import { clip, code, escapeText, header, lineMessage, type Say, sayer, section, summaryText, told } from './kit.ts';
import { sideName } from './sides.ts';

/** Characters of a difference, and of the commands, that a message shows. */
const shown = 2_500;

/**
 * A difference as a block; of devices the commands that bring the one to the other. What is too long for a message is
 * given as a file that Slack shows, and as a web page. `at` is the page's time.
 */
export function comparedMessage(
  compared: Compared,
  at: number,
  language: Language,
): { readonly message: Message; readonly files: readonly ReplyFile[] } {
  const say = sayer(language);
  const { difference, commands } = compared;
  const { added, removed, hunks } = difference;
  const sides = sidesOf(compared);
  if (hunks.length === 0) {
    const line = say(`${code(sides, 200)}: nothing differs that counts.`, `${code(sides, 200)}：没有实质差异。`);
    return { message: lineMessage(line), files: [] };
  }
  const title = `${clip(sides, 100)}: +${added} −${removed}`;
  const text = unified(difference);
  const typed = Array.isArray(commands) ? commands.join('\n') : '';
  const isShort = text.length <= shown && typed.length <= shown;
  const heading = say('*Commands that bring the first to the second*', '*从前者到后者的命令*');
  const why =
    commands && !Array.isArray(commands) && 'en' in commands ? [section(`⚠️ ${told(commands, language, 900)}`)] : [];
  const body = isShort
    ? [block(text), ...(typed === '' ? [] : [section(heading), block(typed)])]
    : [section(say(...below))];
  return {
    message: { text: summaryText(title), blocks: [header(title), ...body, ...hiddenNote(typed, say), ...why] },
    files: isShort ? [] : [...longFiles(compared, text, at, language), ...commandsFile(compared, typed)],
  };
}

const below = [
  'It is long: below as a `.diff`, which Slack shows, and as a page (`.html`) to open in a browser, with line numbers and colours.',
  '内容较长：见下方 `.diff` 文件（可在 Slack 中查看）和网页文件（`.html`，用浏览器打开，带行号和颜色）。',
] as const;

function block(content: string) {
  return section(`\`\`\`${escapeText(content).replaceAll('`', "'")}\`\`\``);
}

function hiddenNote(typed: string, say: Say) {
  if (!typed.includes('[redacted]')) return [];
  const note = say(
    '⚠️ `[redacted]` stands for a secret: put the real one in its place before typing.',
    '⚠️ `[redacted]` 代表敏感信息：执行前请替换为真实值。',
  );
  return [section(note)];
}

function longFiles(compared: Compared, text: string, at: number, language: Language): readonly ReplyFile[] {
  const name = fileName(compared);
  return [
    { name: `${name}.diff`, content: text },
    { name: `${name}.html`, content: differencePage([compared], sidesOf(compared), at, language) },
  ];
}

function commandsFile(compared: Compared, typed: string): readonly ReplyFile[] {
  return typed === '' ? [] : [{ name: `${fileName(compared)}.commands.txt`, content: `${typed}\n` }];
}

function sidesOf({ before, after }: Compared): string {
  const [left, right] = [sideName(before), sideName(after)];
  return left === right ? left : `${left} → ${right}`;
}

/** After the config that is kept. */
function fileName({ before, after }: Compared): string {
  const { host, name } = after.kind === 'upload' ? before : after;
  return `${host}/${name}`.replaceAll('/', '-');
}
