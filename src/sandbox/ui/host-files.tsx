import { useCallback, useEffect, useState } from 'react';
import type { HostFile } from '../web/host-files.ts';
import type { HostState } from '../web/host-state.ts';
import { ask } from './api.ts';
import { usePage } from './context.ts';
import { Scroller } from './scroller.tsx';

/** The files of a host; they are read anew with every look at the host while they are open. */
export function HostFiles({ host }: { host: HostState }) {
  const { say, run } = usePage();
  const { name } = host;
  const [open, setOpen] = useState(false);
  const [followed, setFollowed] = useState<readonly string[]>([]);
  const [files, setFiles] = useState<readonly HostFile[]>([]);
  const [read, setRead] = useState<{ path: string; text: string }>();
  const path = read?.path;
  const look = useCallback(
    async (file: string) => ({ path: file, ...(await ask<{ text: string }>('hostFile', { host: name, path: file })) }),
    [name],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `host` is another object after every look at it
  useEffect(() => {
    if (!open) return;
    let late = false;
    const again = async () => {
      const found = await ask<HostFile[]>('hostFiles', { host: name, followed });
      const now = path !== undefined && found.some((file) => file.path === path) ? await look(path) : undefined;
      if (late) return;
      setFiles(found);
      // What was chosen meanwhile stays.
      setRead((before) => (before?.path === path ? now : before));
    };
    // What cannot be read now is read with the next look.
    again().catch(() => {});
    return () => {
      late = true;
    };
  }, [host, open, name, followed, path, look]);
  const follow = (link: string) =>
    setFollowed((all) => (all.includes(link) ? all.filter((each) => each !== link) : [...all, link]));
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('files')}</summary>
      <Scroller className="look">
        <ul className="tree">
          {files.map((file) => (
            <Entry
              key={file.path}
              file={file}
              open={file.leads === 'folder' ? followed.includes(file.path) : undefined}
              act={
                file.leads === 'folder'
                  ? () => follow(file.path)
                  : () => void run(async () => setRead(await look(file.path)))
              }
            />
          ))}
        </ul>
      </Scroller>
      {read && (
        <Scroller className="look">
          <p className="faint">{read.path}</p>
          <pre>{read.text}</pre>
        </Scroller>
      )}
    </details>
  );
}

interface Given {
  readonly file: HostFile;
  /** Whether what a link leads to is shown; undefined where it leads to no folder. */
  readonly open: boolean | undefined;
  act(): void;
}

function Entry({ file: { path, kind, size, target, leads }, open, act }: Given) {
  const parts = path.split('/');
  const name = parts.at(-1) ?? path;
  const opens = kind === 'file' || leads !== undefined;
  return (
    <li style={{ paddingLeft: `${parts.length - 1}em` }}>
      {opens ? (
        <button type="button" className="plain" aria-expanded={open} onClick={act}>
          {name}
        </button>
      ) : (
        <span>{kind === 'folder' ? `${name}/` : name}</span>
      )}
      {kind !== 'folder' && <span className="faint">{target === undefined ? size : ` → ${target}`}</span>}
    </li>
  );
}
