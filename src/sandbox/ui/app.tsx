import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Note, Room as Where } from '../web/sight.ts';
import { type Seen, useKept, useSeen } from './api.ts';
import { Banner } from './banner.tsx';
import type { Draft } from './composer.tsx';
import { type Page, PageContext, SeenContext, ToastContext, usePage } from './context.ts';
import { createDrafts } from './drafts.ts';
import { Guide } from './guide.tsx';
import { Home } from './home.tsx';
import { MachinesPanel } from './machines.tsx';
import { Confirm, Modals, useQuestion } from './modal.tsx';
import { spoken } from './mrkdwn.tsx';
import { Room, Thread } from './room.tsx';
import { Sidebar } from './sidebar.tsx';
import { Toast, useToast } from './toast.tsx';
import { useUnread } from './unread.ts';
import { sayer } from './words.ts';

/** The whole page: what one person sees, and what they can do. */
export function App() {
  const [as, act] = useKept('as', 'U0ENGINEER');
  const [room, setRoom] = useKept('room', 'C0CHANGES');
  const [thread, setThread] = useState<string>();
  const [panel, setPanel] = useKept('panel', window.innerWidth >= 1000);
  const [menu, setMenu] = useState(false);
  const [away, setAway] = useKept('guide-away', false);
  const guide = () => {
    setAway(false);
    setMenu(false);
  };
  const [draft, setDraft] = useState<Draft>();
  const seen = useSeen(as);
  const here = seen.rooms.find(({ id }) => id === room) ?? seen.rooms[0];
  const unread = useUnread(seen, here?.id);
  const openRoom = useCallback(
    (id: string) => {
      setRoom(id);
      setThread(undefined);
      setMenu(false);
    },
    [setRoom],
  );
  const openThread = useCallback(({ ts }: Note) => setThread(ts), []);
  const { page, toast, question } = usePageOf(seen, openRoom);

  if (seen.link === 'locked' || seen.boot === '')
    return <p className="notice">{page.say(seen.link === 'lost' || seen.link === 'locked' ? seen.link : 'opening')}</p>;
  const talk = <Room key={`${as} ${here?.id}`} room={here} draft={draft} open={openThread} />;
  const content = (
    <>
      <div className={menu ? 'app with-menu' : 'app'}>
        <Sidebar as={as} act={act} room={here?.id ?? ''} unread={unread} close={() => setMenu(false)} guide={guide} />
        <main>
          <Header room={here} menu={menu} setMenu={setMenu} panel={panel} setPanel={setPanel} />
          <Banner />
          {!away && (
            <Guide
              notes={seen.notes}
              write={(text) => setDraft({ text, taken: () => setDraft(undefined) })}
              close={() => setAway(true)}
            />
          )}
          {here?.im ? <Home key={as} writing={!!draft} talk={talk} /> : talk}
          {seen.views.length === 0 && !question && <Toast />}
        </main>
        {here && thread !== undefined && <Thread room={here.id} ts={thread} close={() => setThread(undefined)} />}
        {panel && <MachinesPanel close={() => setPanel(false)} />}
      </div>
      <Announcer notes={seen.notes} as={as} />
      {seen.views.length > 0 && <Modals views={seen.views} />}
      {question && <Confirm {...question} />}
    </>
  );
  return (
    <PageContext value={page}>
      <SeenContext value={seen}>
        <ToastContext value={toast}>{content}</ToastContext>
      </SeenContext>
    </PageContext>
  );
}

/** What every part of the page may use, in the language of who acts; and what is told and asked just now. */
function usePageOf(seen: Seen, openRoom: Page['openRoom']) {
  const zh = seen.people.find(({ id }) => id === seen.as)?.locale.startsWith('zh') ?? false;
  const say = useMemo(() => sayer(zh), [zh]);
  const [toast, { run, tell }] = useToast(say);
  const [confirm, question] = useQuestion();
  useEffect(() => {
    document.documentElement.lang = zh ? 'zh-CN' : 'en';
    document.title = say('title');
  }, [zh, say]);
  const [drafts] = useState(createDrafts);
  const { as, people, groups, rooms } = seen;
  const page: Page = useMemo(
    () => ({ as, people, groups, rooms, say, zh, openRoom, run, tell, confirm, drafts }),
    [as, people, groups, rooms, say, zh, openRoom, run, tell, confirm, drafts],
  );
  return { page, toast, question };
}

interface Heading {
  readonly room: Where | undefined;
  readonly menu: boolean;
  setMenu(open: boolean): void;
  readonly panel: boolean;
  setPanel(open: boolean): void;
}

function Header({ room, menu, setMenu, panel, setPanel }: Heading) {
  const { say } = usePage();
  return (
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
      <h1>{room?.im ? 'ChangeOps' : `#${room?.name}`}</h1>
      {room && !room.bot && <span className="faint">{say('noBot')}</span>}
      <span className="grow" />
      <button type="button" className="button" aria-pressed={panel} onClick={() => setPanel(!panel)}>
        {say('machines')}
      </button>
    </header>
  );
}

/** Says new messages to who does not see them. */
function Announcer({ notes, as }: { notes: readonly Note[]; as: string }) {
  const page = usePage();
  const last = notes.at(-1);
  return (
    <p className="unseen" aria-live="polite">
      {last && last.from !== as ? spoken(last.text, page).slice(0, 300) : ''}
    </p>
  );
}
