import { Fragment, type ReactNode } from 'react';
import { Outward } from './mrkdwn.tsx';

/** A markdown block: headings, lists, fences, tables left as they are, and marks within a line. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="text">
      {text.split(/```[^\n]*\n([\s\S]*?)```/).map((part, at) => {
        if (at % 2 === 1) return <pre key={at}>{part}</pre>;
        return <Fragment key={at}>{part.split('\n').map(line)}</Fragment>;
      })}
    </div>
  );
}

function line(text: string, at: number): ReactNode {
  const heading = /^#{1,6} (.*)/.exec(text);
  if (heading)
    return (
      <strong key={at}>
        {inline(heading[1] ?? '')}
        {'\n'}
      </strong>
    );
  const item = /^\s*(?:[-*]|(\d+\.)) (.*)/.exec(text);
  return (
    <Fragment key={at}>
      {item ? (
        <>
          {item[1] ?? '•'} {inline(item[2] ?? '')}
        </>
      ) : (
        inline(text)
      )}
      {'\n'}
    </Fragment>
  );
}

const marks = /\*\*(.+?)\*\*|`([^`]+)`|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)|[*_]([^*_]+)[*_]/g;

function inline(text: string): ReactNode {
  const nodes: ReactNode[] = [];
  let from = 0;
  for (const found of text.matchAll(marks)) {
    const [all, bold, code, strike, label, href, italic] = found;
    nodes.push(text.slice(from, found.index));
    const key = found.index;
    if (bold !== undefined) nodes.push(<strong key={key}>{inline(bold)}</strong>);
    else if (code !== undefined) nodes.push(<code key={key}>{code}</code>);
    else if (strike !== undefined) nodes.push(<s key={key}>{inline(strike)}</s>);
    else if (href !== undefined)
      nodes.push(
        <Outward key={key} href={href}>
          {label}
        </Outward>,
      );
    else nodes.push(<em key={key}>{italic}</em>);
    from = found.index + all.length;
  }
  nodes.push(text.slice(from));
  return nodes;
}
