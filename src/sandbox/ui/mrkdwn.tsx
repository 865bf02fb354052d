import { Fragment, type ReactNode } from 'react';
import { plainText } from '../slack/plain.ts';
import { type Page, usePage } from './context.ts';

/**
 * Text as Slack marks it up: *bold*, _italic_, ~strike~, `code`, ``` blocks, > quotes, links, mentions, dates; and what
 * begins as an address does, unless it is `verbatim`.
 */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  return <>{fences(text, verbatim ? marks : marksAndAddresses)}</>;
}

/** Such text as it is said aloud, in one line: no marks, people and rooms by their names. */
export function spoken(text: string, { people, rooms }: Pick<Page, 'people' | 'rooms'>): string {
  const called = (all: readonly { id: string; name: string }[]) => (id: string) =>
    all.find((each) => each.id === id)?.name ?? id;
  const parts = text
    .split('```')
    .map((part, at) => (at % 2 === 1 ? part : unmarked(part.replace(/^(?:>|&gt;) ?/gm, ''))));
  return plainText(parts.join(' '), { user: called(people), channel: called(rooms) })
    .replace(/\s+/g, ' ')
    .trim();
}

function fences(text: string, pattern: RegExp): ReactNode {
  return text.split(/```\n?([\s\S]*?)```\n?/).map((part, at) => {
    if (at % 2 === 1) return <pre key={at}>{inline(part, plainMarks)}</pre>;
    return <Fragment key={at}>{quotes(part, pattern)}</Fragment>;
  });
}

function quotes(text: string, pattern: RegExp): ReactNode {
  const groups = text.split(/((?:^(?:>|&gt;) ?.*(?:\n|$))+)/m);
  return groups.map((group, at) => {
    if (at % 2 === 0) return <Fragment key={at}>{inline(group, pattern)}</Fragment>;
    return <blockquote key={at}>{inline(group.replace(/^(?:>|&gt;) ?/gm, ''), pattern)}</blockquote>;
  });
}

const token = String.raw`<(?<angle>[^<>\n]+)>`;
const around = (mark: string, name: string) =>
  String.raw`(?<![\p{L}\p{N}${mark}])[${mark}](?<${name}>[^\s${mark}\n](?:[^${mark}\n]*[^\s${mark}\n])?)[${mark}](?![\p{L}\p{N}])`;
const all = [token, '`(?<code>[^`\\n]+)`', around('*', 'bold'), around('_', 'italic'), around('~', 'strike')];
const marks = new RegExp(all.join('|'), 'gu');
/** As it stands in escaped text; what ends a sentence or closes a bracket after it is no part of it. */
const [inside, last] = [
  String.raw`[^\s<>"|*\x60\p{Ps}\p{Pe}\p{Pi}\p{Pf}，。；：！？、]`,
  String.raw`[\p{L}\p{N}/=#_%+$-]`,
];
const address = String.raw`(?<![A-Za-z0-9/])(?<url>(?:https?:\/\/|mailto:)(?:(?!&[lg]t;)${inside})*(?:&amp;|(?!&)${last}))`;
const marksAndAddresses = new RegExp([...all, address].join('|'), 'gu');
/** In code only what stands in angle brackets counts. */
const plainMarks = new RegExp(token, 'gu');

function inline(text: string, pattern: RegExp): ReactNode {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const found of text.matchAll(pattern)) {
    const { angle, code, bold, italic, strike, url } = found.groups ?? {};
    nodes.push(unescaped(text.slice(at, found.index)));
    const key = found.index;
    if (angle !== undefined) nodes.push(<Fragment key={key}>{bracketed(angle)}</Fragment>);
    else if (code !== undefined) nodes.push(<code key={key}>{inline(code, plainMarks)}</code>);
    else if (bold !== undefined) nodes.push(<strong key={key}>{inline(bold, pattern)}</strong>);
    else if (italic !== undefined) nodes.push(<em key={key}>{inline(italic, pattern)}</em>);
    else if (strike !== undefined) nodes.push(<s key={key}>{inline(strike, pattern)}</s>);
    else nodes.push(<Bare key={key} href={unescaped(url ?? '')} />);
    at = found.index + found[0].length;
  }
  nodes.push(unescaped(text.slice(at)));
  return nodes;
}

function unmarked(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const found of text.matchAll(marks)) {
    const { code, bold, italic, strike } = found.groups ?? {};
    const inner = bold ?? italic ?? strike;
    pieces.push(text.slice(at, found.index), inner === undefined ? (code ?? found[0]) : unmarked(inner));
    at = found.index + found[0].length;
  }
  return [...pieces, text.slice(at)].join('');
}

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function Bare({ href }: { href: string }) {
  return <Outward href={href}>{href}</Outward>;
}

function bracketed(inner: string): ReactNode {
  const [target = '', label] = inner.split('|');
  if (target.startsWith('@')) return <Mention user={target.slice(1)} />;
  if (target.startsWith('#')) return <RoomLink id={target.slice(1)} />;
  const date = /^!date\^(\d+)\^([^^]+)/.exec(target);
  if (date) return <Moment at={Number(date[1])} format={date[2] ?? ''} />;
  if (target.startsWith('!subteam^')) return <GroupMention id={target.slice('!subteam^'.length)} label={label} />;
  if (target.startsWith('!')) return <span className="mention">@{target.slice(1)}</span>;
  return <Outward href={unescaped(target)}>{unescaped(label ?? target)}</Outward>;
}

/** A link out of the page; only to what a browser opens. */
export function Outward({ href, children }: { href: string; children: ReactNode }) {
  if (!/^(?:https?|mailto):/.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

export function Mention({ user }: { user: string }) {
  const { as, people } = usePage();
  const name = people.find(({ id }) => id === user)?.name ?? user;
  return <span className={user === as ? 'mention me' : 'mention'}>@{name}</span>;
}

/** A user group by its handle. */
export function GroupMention({ id, label }: { id: string; label?: string }) {
  const { groups } = usePage();
  const handle = groups.find((each) => each.id === id)?.handle;
  return <span className="mention">{label ?? `@${handle ?? id}`}</span>;
}

export function RoomLink({ id }: { id: string }) {
  const { rooms, openRoom } = usePage();
  const room = rooms.find((each) => each.id === id);
  if (!room) return <span className="mention">#{id}</span>;
  return (
    <button type="button" className="mention link" onClick={() => openRoom(id)}>
      #{room.name}
    </button>
  );
}

/** A moment in the reader's own time zone. `at` is in seconds since the epoch. */
export function Moment({ at, format }: { at: number; format: string }) {
  const { zh } = usePage();
  const date = new Date(at * 1000);
  const locale = zh ? 'zh-CN' : 'en-GB';
  const day = (how: 'long' | 'short' | 'medium') => date.toLocaleDateString(locale, { dateStyle: how });
  const clock = (timeStyle: 'short' | 'medium') => date.toLocaleTimeString(locale, { timeStyle });
  const text = format
    .replace('{date_num}', date.toLocaleDateString('sv-SE'))
    .replace(/\{date_short(?:_pretty)?\}/, day('medium'))
    .replace(/\{date_long(?:_pretty)?\}|\{date(?:_pretty)?\}/, day('long'))
    .replace('{time_secs}', clock('medium'))
    .replace('{time}', clock('short'))
    .replace('{ago}', day('medium'));
  return <time dateTime={date.toISOString()}>{text}</time>;
}
