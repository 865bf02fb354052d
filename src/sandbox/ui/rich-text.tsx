import type { ReactNode } from 'react';
import { asFields } from '../slack/kit/check.ts';
import type { Fields } from '../slack/types.ts';
import { GroupMention, Mention, Moment, Outward, RoomLink } from './mrkdwn.tsx';
import { Unrendered } from './unrendered.tsx';

/** A rich_text block, or a cell of a table that is one. */
export function RichText({ block }: { block: Fields }) {
  return (
    <>
      {listOf(block.elements).map((part, at) => (
        <Part key={at} part={part} />
      ))}
    </>
  );
}

export const listOf = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.map((each) => asFields(each) ?? {}) : [];

function Part({ part }: { part: Fields }) {
  const inner = listOf(part.elements).map((each, at) => <Inline key={at} element={each} />);
  switch (part.type) {
    case 'rich_text_section':
      return <p className="rich">{inner}</p>;
    case 'rich_text_quote':
      return <blockquote>{inner}</blockquote>;
    case 'rich_text_preformatted':
      return <pre>{inner}</pre>;
    case 'rich_text_list': {
      const items = listOf(part.elements).map((each, at) => (
        <li key={at}>
          {listOf(each.elements).map((one, index) => (
            <Inline key={index} element={one} />
          ))}
        </li>
      ));
      return part.style === 'ordered' ? <ol start={Number(part.offset ?? 0) + 1}>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return <Unrendered what={part} />;
  }
}

function Inline({ element }: { element: Fields }) {
  const text = String(element.text ?? '');
  switch (element.type) {
    case 'text':
      return styled(text, asFields(element.style));
    case 'link':
      return (
        <Outward href={String(element.url)}>{styled(text || String(element.url), asFields(element.style))}</Outward>
      );
    case 'user':
      return <Mention user={String(element.user_id)} />;
    case 'channel':
      return <RoomLink id={String(element.channel_id)} />;
    case 'usergroup':
      return <GroupMention id={String(element.usergroup_id)} />;
    case 'broadcast':
      return <span className="mention">@{String(element.range)}</span>;
    case 'emoji':
      return <span>{emoji(element)}</span>;
    case 'date':
      return <Moment at={Number(element.timestamp)} format={String(element.format)} />;
    default:
      return <Unrendered what={element} />;
  }
}

function styled(text: string, style: Fields = {}): ReactNode {
  let node: ReactNode = text;
  if (style.code) node = <code>{node}</code>;
  if (style.bold) node = <strong>{node}</strong>;
  if (style.italic) node = <em>{node}</em>;
  return style.strike ? <s>{node}</s> : node;
}

function emoji({ unicode, name }: Fields): string {
  if (typeof unicode !== 'string') return `:${String(name)}:`;
  return String.fromCodePoint(...unicode.split('-').map((part) => Number.parseInt(part, 16)));
}
