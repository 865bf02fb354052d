import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Composer, type Draft } from './composer.tsx';
import { usePage } from './context.ts';

interface Given {
  readonly room: string;
  readonly thread?: string;
  readonly draft?: Draft;
  /** What stands there while there are no messages. */
  readonly empty?: string;
  readonly children: readonly ReactNode[];
}

/** Messages with a composer below; files can be dropped on all of it. New messages scroll into view. */
export function Talk({ room, thread, draft, empty, children }: Given) {
  const { say } = usePage();
  const [files, setFiles] = useState<readonly File[]>([]);
  const { over, ...dropping } = useDropping((more) => setFiles([...files, ...more]));
  return (
    <div className={over ? 'talk over' : 'talk'} data-drop={say('drop')} {...dropping}>
      <div
        className="scroll"
        {...useFollowing()}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
      >
        <div className="messages">
          {children.length === 0 && <p className="faint notice">{empty}</p>}
          {children}
        </div>
      </div>
      <Composer room={room} thread={thread} draft={draft} files={files} setFiles={setFiles} />
    </div>
  );
}

/** What a box needs to stay at its end while that is where its reader is. */
function useFollowing() {
  const ref = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const size = useRef('');
  useEffect(() => {
    const box = ref.current;
    if (!box) return;
    const follow = new ResizeObserver(() => {
      size.current = sizeOf(box);
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    for (const each of [box, ...box.children]) follow.observe(each);
    return () => follow.disconnect();
  }, []);
  const onScroll = ({ currentTarget: box }: { currentTarget: Element }) => {
    // What moved because messages came or grew was nobody's scrolling.
    if (size.current === sizeOf(box)) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  };
  return { ref, onScroll };
}

const sizeOf = ({ scrollHeight, clientHeight }: Element) => `${scrollHeight} ${clientHeight}`;

/** What an element needs to take files that are dropped on it, and whether some are over it. Folders are refused. */
function useDropping(take: (files: readonly File[]) => void) {
  const { say, tell } = usePage();
  const [over, setOver] = useState(false);
  return {
    over,
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const folders = [...event.dataTransfer.items]
        .filter(({ kind }) => kind === 'file')
        .map((item) => item.webkitGetAsEntry()?.isDirectory === true);
      if (folders.includes(true)) tell(say('folder'));
      take([...event.dataTransfer.files].filter((_, at) => folders[at] !== true));
    },
  };
}
