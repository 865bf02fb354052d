import { type DragEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Note } from '../web/sight.ts';
import { ask, keyOf, useKept, useSeen } from './api.ts';
import { Composer, type Draft } from './composer.tsx';
import { type Page, PageContext, ToastContext, usePage } from './context.ts';
import { Guide } from './guide.tsx';
import { MachinesPanel } from './machines.tsx';
import { Message, type Shortcut } from './message.tsx';
import { Confirm, Modals, useQuestion } from './modal.tsx';
import { Side } from './side.tsx';
import { Sidebar } from './sidebar.tsx';
import { Toast } from './toast.tsx';
import { type Say, sayer } from './words.ts';

/** The whole page: what one person sees, and what they can do. */
export function App() {
  const [as, setAs] = useKept('as', 'U0ENGINEER');
  const seen = useSeen(as);
  const [room, setRoom] = useKept('room', 'C0CHANGES');
  const [thread, setThread] = useState<string>();
  const [panel, setPanel] = useKept('panel', window.innerWidth >= 1000);
  const [draft, setDraft] = useState<Draft>();
  const [menu, setMenu] = useState(false);
  const [toast, setToast] = useState('');
  const [confirm, question] = useQuestion();
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  const [read, setRead] = useKept<Record<string, string>>('read', {});

  const zh = seen.people.find(({ id }) => id === as)?.locale.startsWith('zh') ?? false;
  const say = useMemo(() => sayer(zh), [zh]);
  const openRoom = useCallback(
    (id: string) => {
      setRoom(id);
      setThread(undefined);
      setMenu(false);
    },
    [setRoom],
  );
  const page: Page = useMemo(
    () => ({
      seen,
      say,
      zh,
      openRoom,
      run: async (work) => {
        try {
          setToast('');
          await work();
          return true;
        } catch (error) {
          setToast(wordsOf(error as Error, say));
          return false;
        }
      },
      tell: setToast,
      confirm,
    }),
    [seen, say, zh, openRoom, confirm],
  );

  const here = seen.rooms.find(({ id }) => id === room) ?? seen.rooms[0];
  const notes = seen.notes.filter(({ channel }) => channel === here?.id);
  const newest = notes.at(-1)?.ts;
  useEffect(() => {
    if (seen.link === 'live') ask<Shortcut[]>('shortcuts').then(setShortcuts, () => {});
  }, [seen.link]);
  const mark = `${as} ${here?.id}`;
  useEffect(() => {
    if (newest !== undefined) setRead((before) => ({ ...before, [mark]: newest }));
  }, [newest, mark, setRead]);
  useEffect(() => {
    const timer = toast === '' ? undefined : setTimeout(() => setToast(''), 12_000);
    return () => clearTimeout(timer);
  }, [toast]);
  useEffect(() => {
    document.documentElement.lang = zh ? 'zh-CN' : 'en';
    document.title = say('title');
  }, [zh, say]);

  const unread = (id: string) =>
    seen.notes.filter(
      (note) => note.channel === id && note.from !== as && Number(note.ts) > Number(read[`${as} ${id}`] ?? 0),
    ).length;
  const views = seen.as === as ? seen.views : [];
  const root = thread === undefined ? undefined : notes.find(({ ts }) => ts === thread);
  const listed = (list: readonly Note[], open?: (note: Note) => void) =>
    list.map((note) => (
      <Message
        key={keyOf(note)}
        note={note}
        author={seen.people.find(({ id }) => id === note.from)}
        replies={notes.filter(({ threadTs, ts }) => threadTs === note.ts && ts !== note.ts).length}
        shortcuts={shortcuts}
        open={open}
      />
    ));

  if (seen.link === 'locked' || seen.boot === '')
    return <p className="notice">{say(seen.link === 'opening' || seen.link === 'live' ? 'opening' : seen.link)}</p>;
  const content = (
    <>
      <div className={menu ? 'app with-menu' : 'app'}>
        <Sidebar as={as} act={setAs} room={here?.id ?? ''} unread={unread} close={() => setMenu(false)} />
        <main>
          <header>
            <button
              type="button"
              className="plain only-narrow"
              aria-label={say('menu')}
              aria-expanded={menu}
              onClick={() => setMenu(!menu)}
            >
              ☰
            </button>
            <h1>{here?.im ? 'ChangeOps' : `#${here?.name}`}</h1>
            {here && !here.bot && <span className="faint">{say('noBot')}</span>}
            <span className="grow" />
            <button type="button" className="button" aria-pressed={panel} onClick={() => setPanel(!panel)}>
              {say('machines')}
            </button>
          </header>
          {seen.link === 'lost' && (
            <p className="banner" role="status">
              {say('lost')}
            </p>
          )}
          {seen.link === 'live' && seen.restarted && (
            <p className="banner" role="status">
              {say('restarted')}
            </p>
          )}
          <Guide notes={seen.notes} write={(text) => setDraft({ text, taken: () => setDraft(undefined) })} />
          <Talk key={`${as} ${here?.id}`} room={here?.id ?? ''} draft={draft} empty={say('empty')} drop={say('drop')}>
            {listed(
              notes.filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts),
              ({ ts }) => setThread(ts),
            )}
          </Talk>
          {views.length === 0 && !question && <Toast />}
        </main>
        {root && (
          <Side key={root.ts} title={say('thread')} close={() => setThread(undefined)}>
            <Talk room={root.channel} thread={root.ts} empty="" drop={say('drop')}>
              {listed([root, ...notes.filter(({ threadTs, ts }) => threadTs === root.ts && ts !== root.ts)])}
            </Talk>
          </Side>
        )}
        {panel && <MachinesPanel close={() => setPanel(false)} />}
      </div>
      <Announcer notes={seen.notes} as={as} />
      {views.length > 0 && <Modals views={views} />}
      {question && <Confirm {...question} />}
    </>
  );
  return (
    <PageContext value={page}>
      <ToastContext value={toast}>{content}</ToastContext>
    </PageContext>
  );
}

/** Why something did not go well, for a person. */
function wordsOf({ name, message }: Error, say: Say): string {
  if (name === 'TypeError') return say('lost');
  if (name === 'NotReadableError' || name === 'NotFoundError') return say('unreadable');
  return /^\w+$/.test(message) ? `${say('refused')}: ${message}` : message;
}

/** Messages with a composer below; files can be dropped on all of it. New messages scroll into view. */
function Talk(given: {
  draft?: Draft;
  room: string;
  thread?: string;
  empty: string;
  drop: string;
  children: readonly React.ReactNode[];
}) {
  const { room, thread, children } = given;
  const { say, tell } = usePage();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const scroll = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const size = useRef('');
  useEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const follow = new ResizeObserver(() => {
      size.current = sizeOf(box);
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    for (const each of [box, ...box.children]) follow.observe(each);
    return () => follow.disconnect();
  }, []);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const folders = [...event.dataTransfer.items]
      .filter(({ kind }) => kind === 'file')
      .map((item) => item.webkitGetAsEntry()?.isDirectory === true);
    if (folders.includes(true)) tell(say('folder'));
    setFiles([...files, ...[...event.dataTransfer.files].filter((_, at) => folders[at] !== true)]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are also attached by a button
    <div
      className={over ? 'talk over' : 'talk'}
      data-drop={given.drop}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={dropped}
    >
      <div
        className="scroll"
        ref={scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        onScroll={({ currentTarget: box }) => {
          // What moved because messages came or grew was nobody's scrolling.
          if (size.current === sizeOf(box)) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
        }}
      >
        <div className="messages">
          {children.length === 0 && <p className="faint notice">{given.empty}</p>}
          {children}
        </div>
      </div>
      <Composer room={room} thread={thread} draft={given.draft} files={files} setFiles={setFiles} />
    </div>
  );
}

const sizeOf = ({ scrollHeight, clientHeight }: Element) => `${scrollHeight} ${clientHeight}`;

/** Says new messages to who does not see them. */
function Announcer({ notes, as }: { notes: readonly Note[]; as: string }) {
  const last = notes.at(-1);
  return (
    <p className="unseen" aria-live="polite">
      {last && last.from !== as ? last.text.slice(0, 300) : ''}
    </p>
  );
}
