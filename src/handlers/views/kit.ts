import type { ActionsBlock, Button, ContextBlock, HeaderBlock, MrkdwnElement, SectionBlock } from '@slack/types';
import type { Language, Text } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Message } from '../define.ts';

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

/** A Text from core in the reader's language, escaped, at most `most` characters of markup. */
export function told(text: Text, language: Language, most = 3_000): string {
  return clipMarkup(escapeText(clip(wording(text, language), most)), most);
}

/** The same; of what is written in it as mentions (`<@id>`), those of these people alone are. */
export function toldOf(text: Text, people: readonly string[], language: Language): string {
  return people.reduce((markup, id) => markup.replaceAll(escapeText(`<@${id}>`), person(id)), told(text, language));
}

/** Outside text in code style, on one line, at most `most` characters of it. */
export function code(text: string, most = 80): string {
  const line = clip(
    printable(text.slice(0, 4 * most))
      .replace(/\s+/g, ' ')
      .replaceAll('`', "'")
      .trim(),
    most,
  );
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
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Cuts mrkdwn to `most` characters without cutting an escape or a mention in two. */
export function clipMarkup(markup: string, most: number): string {
  if (markup.length <= most) return markup;
  const kept = markup.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/(?:&[a-z]{0,4}|<[^<>]*)$/, '')}…`;
}

/** A mrkdwn text object of at most `most` characters; Slack turns nothing in it into a link or mention by itself. */
function mrkdwn(markup: string, most = 3000): MrkdwnElement {
  return { type: 'mrkdwn', text: clipMarkup(markup, most) || ' ', verbatim: true };
}

/** A section of at most 3,000 characters. */
export function section(markup: string): SectionBlock {
  return { type: 'section', text: mrkdwn(markup) };
}

/** A title of at most 150 characters; plain text, in which angle brackets become others, so that it holds no markup. */
export function header(text: string): HeaderBlock {
  const harmless = clip(oneLine(text).replaceAll('<', '‹').replaceAll('>', '›'), 150);
  return { type: 'header', text: { type: 'plain_text', text: harmless || '-', emoji: false } };
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

/**
 * The lines that fit into `most` characters; where some do not, `more` words how many are left off. A single line takes
 * at most half of the room. Slack counts 12,000 characters a message (slackapi/bolt-js issues 2509 and 2867).
 */
export function fitLines(lines: readonly string[], most: number, more: (left: number) => string): readonly string[] {
  const clipped = lines.map((line) => clipMarkup(line, Math.floor(most / 2)));
  let used = 0;
  const fitting = clipped.findIndex((line) => {
    used += line.length + 1;
    return used > most;
  });
  if (fitting < 0) return clipped;
  const kept = clipped.slice(0, fitting);
  return [...kept, more(lines.length - kept.length)];
}

/** Outside text for a message's `text`, which notifications show: escaped, and at most 1,000 characters. */
export function summaryText(text: string): string {
  return clipMarkup(escapeText(oneLine(text)), 1_000) || '-';
}

/** One line of markup as a message, which notifications show as it is; `more` stands below it. */
export function lineMessage(markup: string, ...more: readonly string[]): Message {
  return { text: clipMarkup(markup, 1_000), blocks: sections([markup, ...more]) };
}

/** A list as a message: a title, lines as far as they fit, and small print below. */
export function listMessage(title: string, lines: readonly string[], hint: string, say: Say): Message {
  const shown = fitLines(lines, 9_500, (left) => leftOff(left, say));
  return {
    text: summaryText(title),
    blocks: [header(title), ...sections(shown), context(clipMarkup(hint, 1000))],
  };
}

/** What stands for lines that did not fit. */
export function leftOff(left: number, say: Say): string {
  return say(`… and ${left} more`, `…… 还有 ${left} 项`);
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}

/** Without control characters and without those that turn the direction of text. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
