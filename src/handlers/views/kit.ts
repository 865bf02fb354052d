import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  SectionBlock,
} from '@slack/types';
import type { Language, Text } from '../../core/text.ts';
import { wording } from '../../core/text.ts';

/** Picks the wording for a reader: `say('Deploy', '部署')`, or of a `Text`. */
export type Say = (en: string, zh: string) => string;

/** Says things in one language. */
export function sayer(language: Language): Say {
  return (en, zh) => wording({ en, zh }, language);
}

/** Outside text made harmless in mrkdwn: it can neither mention anybody nor fake a link. */
export function escapeText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A Text from core, escaped, in the reader's language. */
export function told(text: Text, language: Language): string {
  return escapeText(wording(text, language));
}

/** Outside text in code style, on one line, at most `most` characters of it. */
export function code(text: string, most = 80): string {
  const line = clip(printable(text).replace(/\s+/g, ' ').replaceAll('`', "'").trim(), most);
  return line ? `\`${escapeText(line)}\`` : '``';
}

/** A mention of a person, if it is a user id; otherwise the text as it is, harmless. */
export function person(id: string): string {
  return /^[UW][A-Z0-9]{2,30}$/.test(id) ? `<@${id}>` : code(id);
}

/** The mentions of several people. */
export function people(ids: readonly string[], say: Say): string {
  return ids.map(person).join(say(', ', '、'));
}

/** A link to a channel, if it is a channel id. */
export function channelLink(id: string): string {
  return /^[CDG][A-Z0-9]{2,30}$/.test(id) ? `<#${id}>` : code(id);
}

/** A moment, which Slack shows in the reader's own time zone. `at` is in ms since the epoch. */
export function moment(at: number): string {
  const utc = new Date(at).toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${Math.floor(at / 1000)}^{date_num} {time}|${utc} UTC>`;
}

/** Cuts plain text to `most` characters, with an ellipsis. */
export function clip(text: string, most: number): string {
  const characters = [...text];
  if (text.length <= most) return text;
  let kept = '';
  for (const character of characters) {
    if (kept.length + character.length > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Cuts mrkdwn to `most` characters without cutting an escape or a mention in two. */
export function clipMarkup(markup: string, most: number): string {
  if (markup.length <= most) return markup;
  const kept = markup.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/(?:&[a-z]{0,4}|<[^<>]*)$/, '')}…`;
}

/** A mrkdwn text object of at most `most` characters; Slack turns nothing in it into a link or mention by itself. */
export function mrkdwn(markup: string, most = 3000): MrkdwnElement {
  return { type: 'mrkdwn', text: clipMarkup(markup, most) || ' ', verbatim: true };
}

/** A section of at most 3,000 characters. */
export function section(markup: string): SectionBlock {
  return { type: 'section', text: mrkdwn(markup) };
}

/** A title of at most 150 characters. */
export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text: clip(oneLine(text), 150) || '-', emoji: false } };
}

/** Small print, one element. */
export function context(markup: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(markup)] };
}

/** A row of buttons, or nothing where there are none. */
export function actions(buttons: readonly Button[]): readonly ActionsBlock[] {
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: [...buttons] }];
}

/** Lines as sections that each keep within 3,000 characters; a longer line is cut. */
export function sections(lines: readonly string[]): readonly SectionBlock[] {
  const blocks: string[] = [];
  for (const line of lines.map((each) => clipMarkup(each, 2990))) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= 2990) blocks[blocks.length - 1] = `${last}\n${line}`;
    else blocks.push(line);
  }
  return blocks.map(section);
}

/** The first `most` blocks; where some are left off, the last says what `more` makes of how many. */
export function within(
  blocks: readonly KnownBlock[],
  most: number,
  more: (left: number) => string,
): readonly KnownBlock[] {
  if (blocks.length <= most) return blocks;
  const left = blocks.length - most + 1;
  return [...blocks.slice(0, most - 1), context(more(left))];
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** Without control characters and without those that turn the direction of text. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
