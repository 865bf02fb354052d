import { useId } from 'react';
import { asFields } from '../slack/kit/check.ts';
import type { Fields } from '../slack/types.ts';
import { usePage, useSurface } from './context.ts';
import { Element, textOf } from './elements.tsx';
import { Markdown } from './markdown.tsx';
import { Mrkdwn } from './mrkdwn.tsx';
import { listOf, RichText } from './rich-text.tsx';
import { Scroller } from './scroller.tsx';
import { Unrendered } from './unrendered.tsx';

/** Block Kit as Slack shows it. What it stands in is the surface's context. */
export function Blocks({ blocks }: { blocks: readonly Fields[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, at) => (
        <Block key={String(block.block_id ?? at)} block={block} />
      ))}
    </div>
  );
}

function Block({ block }: { block: Fields }) {
  switch (block.type) {
    case 'header':
      return <h3 className="header">{textOf(block.text)}</h3>;
    case 'divider':
      return <hr />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return (
        <div className="actions">
          {listOf(block.elements).map((element) => (
            <Element key={String(element.action_id)} block={block} element={element} />
          ))}
        </div>
      );
    case 'input':
      return <Input block={block} />;
    case 'image':
      return <Picture image={block} />;
    case 'markdown':
      return <Markdown text={String(block.text)} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'table':
    case 'data_table':
      return <Table block={block} />;
    case 'alert':
      return (
        <div className={`alert ${String(block.level ?? 'default')}`} role="status">
          <Text text={block.text} />
        </div>
      );
    default:
      return <Unrendered what={block} />;
  }
}

function Text({ text }: { text: unknown }) {
  if (asFields(text)?.type === 'mrkdwn') {
    return <Mrkdwn text={textOf(text)} verbatim={asFields(text)?.verbatim === true} />;
  }
  return <>{textOf(text)}</>;
}

function Section({ block }: { block: Fields }) {
  const accessory = asFields(block.accessory);
  return (
    <div className="section">
      <div className="words">
        {block.text !== undefined && (
          <div className="text">
            <Text text={block.text} />
          </div>
        )}
        {block.fields !== undefined && (
          <div className="fields">
            {listOf(block.fields).map((field, at) => (
              <div className="text" key={at}>
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory?.type === 'image' && <Picture image={accessory} />}
      {accessory && accessory.type !== 'image' && <Element block={block} element={accessory} />}
    </div>
  );
}

function Context({ block }: { block: Fields }) {
  return (
    <div className="context">
      {listOf(block.elements).map((element, at) =>
        element.type === 'image' ? (
          <Picture key={at} image={element} />
        ) : (
          <span className="text" key={at}>
            <Text text={element} />
          </span>
        ),
      )}
    </div>
  );
}

function Input({ block }: { block: Fields }) {
  const { errors } = useSurface();
  const { say } = usePage();
  const error = errors[String(block.block_id)];
  const label = textOf(block.label);
  const told = useId();
  return (
    <fieldset className={error === undefined ? 'input' : 'input wrong'} aria-describedby={told}>
      <legend>
        {label} {block.optional === true && <span className="faint">{say('optional')}</span>}
      </legend>
      <Element block={block} element={asFields(block.element) ?? {}} label={label} wrong={error !== undefined} />
      <div id={told}>
        {error !== undefined && (
          <p className="error" role="alert">
            {error}
          </p>
        )}
        {block.hint !== undefined && <p className="faint">{textOf(block.hint)}</p>}
      </div>
    </fieldset>
  );
}

/** Images are shown where the sandbox holds them; it loads nothing from elsewhere. */
function Picture({ image }: { image: Fields }) {
  const file = asFields(image.slack_file)?.id;
  const words = String(image.alt_text);
  return (
    <figure>
      {image.title !== undefined && <figcaption>{textOf(image.title)}</figcaption>}
      {typeof file === 'string' ? <img src={`/files/${file}`} alt={words} /> : <span className="faint">🖼 {words}</span>}
    </figure>
  );
}

function Table({ block }: { block: Fields }) {
  const rows = Array.isArray(block.rows) ? block.rows.map(listOf) : [];
  const columns = listOf(block.column_settings);
  const cells = (row: readonly Fields[], Cell: 'td' | 'th') =>
    row.map((cell, at) => (
      <Cell key={at} className={String(columns[at]?.align ?? 'left')} {...(Cell === 'th' && { scope: 'col' })}>
        {cell.type === 'rich_text' ? <RichText block={cell} /> : String(cell.text ?? cell.value ?? '')}
      </Cell>
    ));
  return (
    <Scroller className="wide">
      <table>
        {typeof block.caption === 'string' && <caption>{block.caption}</caption>}
        <thead>
          <tr>{cells(rows[0] ?? [], 'th')}</tr>
        </thead>
        <tbody>
          {rows.slice(1).map((row, at) => (
            <tr key={at}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
