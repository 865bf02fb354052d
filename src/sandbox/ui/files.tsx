import { useState } from 'react';
import type { Preview } from '../web/preview.ts';
import type { NotedFile } from '../web/sight.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import { Scroller } from './scroller.tsx';

/** A file of a message: its name, a way to save it, and a look into it. */
export function FileCard({ file }: { file: NotedFile }) {
  const { say, run } = usePage();
  const [look, setLook] = useState<Look>();
  if (!file.there) return <div className="file faint">{say('deletedFile')}</div>;
  const kind = kindOf(file);
  const toggle = () => (look ? setLook(undefined) : run(async () => setLook(await lookInto(file))));
  return (
    <div className="file">
      <div className="row">
        <strong>{file.name}</strong>
        <span className="faint">{size(file.size)}</span>
        {kind && kind !== 'image' && (
          <button type="button" className="plain" aria-expanded={look !== undefined} onClick={toggle}>
            {say(look ? 'hide' : 'preview')}
          </button>
        )}
        <a href={`/files/${file.id}`} download={file.name}>
          {say('download')}
        </a>
      </div>
      {kind === 'image' && <img src={`/files/${file.id}`} alt={file.name} />}
      {look && <Shown look={look} />}
    </div>
  );
}

type Look = { readonly text: string; readonly diff: boolean } | Preview;

function kindOf({ name, size }: NotedFile): 'image' | 'sheet' | 'text' | undefined {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (['png', 'jpg', 'jpeg', 'gif', 'webp'].includes(ending)) return 'image';
  if (['xlsx', 'xls', 'xlsm', 'ods', 'csv', 'tsv'].includes(ending)) return 'sheet';
  const packed = ['zip', 'gz', 'tgz', 'tar', 'pdf', 'docx'].includes(ending);
  return packed || size > 2_000_000 ? undefined : 'text';
}

async function lookInto(file: NotedFile): Promise<Look> {
  if (kindOf(file) === 'sheet') return ask<Preview>('preview', { id: file.id });
  const response = await fetch(`/files/${file.id}`);
  const text = await response.text();
  return {
    text: text.slice(0, 200_000),
    diff: /\.(?:diff|patch)$/.test(file.name) || /^(?:diff |--- .*\n\+\+\+ )/m.test(text),
  };
}

function Shown({ look }: { look: Look }) {
  if ('sheets' in look) return <Sheets preview={look} />;
  if (!look.diff)
    return (
      <Scroller className="look">
        <pre>{look.text}</pre>
      </Scroller>
    );
  return (
    <Scroller className="look">
      <pre className="diff">
        {look.text.split('\n').map((line, at) => (
          <span key={at} className={sideOf(line)}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
    </Scroller>
  );
}

function sideOf(line: string): string | undefined {
  if (/^(?:---|\+\+\+|diff |index )/.test(line)) return 'head';
  if (line.startsWith('@@')) return 'hunk';
  return line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : undefined;
}

function Sheets({ preview }: { preview: Preview }) {
  const { say } = usePage();
  return preview.sheets.map(({ name, rows, more }) => (
    <Scroller className="wide look" key={name}>
      <table>
        <caption>{name}</caption>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <p className="faint">
          {more} {say('moreRows')}
        </p>
      )}
    </Scroller>
  ));
}

/** A file's size, as it is shown beside its name. */
export function size(bytes: number): string {
  if (bytes < 10_000) return `${bytes} B`;
  return bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
