import { useState } from 'react';
import type { Preview } from '../web/preview.ts';
import type { NotedFile } from '../web/sight.ts';
import { ask } from './api.ts';
import { type Beginning, beginningOf } from './beginning.ts';
import { usePage } from './context.ts';
import { sidesOf } from './diff.ts';
import { Scroller } from './scroller.tsx';
import type { Word } from './words.ts';

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
      {look && <Shown look={look} file={file} />}
    </div>
  );
}

type Look = (Beginning & { readonly diff: boolean }) | Preview;

/** How many characters of a text are shown. */
const longest = 200_000;

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
    ...beginningOf(text, longest),
    diff: /\.(?:diff|patch)$/.test(file.name) || /^(?:diff |--- .*\n\+\+\+ )/m.test(text),
  };
}

function Shown({ look, file }: { look: Look; file: NotedFile }) {
  if ('sheets' in look) return <Sheets preview={look} file={file} />;
  return (
    <>
      <Scroller className="look">{look.diff ? <Diff text={look.text} /> : <pre>{look.text}</pre>}</Scroller>
      <Rest file={file} rest={[[look.more, 'moreLines']]} />
    </>
  );
}

function Diff({ text }: { text: string }) {
  const lines = text.split('\n');
  const sides = sidesOf(lines);
  return (
    <pre className="diff">
      {lines.map((line, at) => (
        <span key={at} className={sides[at]}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

/** What of a file is not shown, if anything, and where it can be had. */
function Rest({ file, rest }: { file: NotedFile; rest: readonly (readonly [number, Word])[] }) {
  const { say } = usePage();
  const some = rest.filter(([more]) => more > 0);
  return (
    some.length > 0 && (
      <p className="faint">
        {some.map(([more, word]) => `${more} ${say(word)}`).join(', ')} ·{' '}
        <a href={`/files/${file.id}`} download={file.name}>
          {say('download')}
        </a>
      </p>
    )
  );
}

function Sheets({ preview, file }: { preview: Preview; file: NotedFile }) {
  return preview.sheets.map(({ name, rows, more, moreColumns }) => (
    <div key={name}>
      <Scroller className="wide look">
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
      </Scroller>
      <Rest
        file={file}
        rest={[
          [more, 'moreRows'],
          [moreColumns, 'moreColumns'],
        ]}
      />
    </div>
  ));
}

/** A file's size, as it is shown beside its name. */
export function size(bytes: number): string {
  if (bytes < 10_000) return `${bytes} B`;
  return bytes < 10_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}
