import { useEffect, useState } from 'react';
import type { Note, Room as Where } from '../web/sight.ts';
import { ask, keyOf } from './api.ts';
import type { Draft } from './composer.tsx';
import { useNow, usePage } from './context.ts';
import { Message, type Shortcut } from './message.tsx';
import { Side } from './side.tsx';
import { Talk } from './talk.tsx';

interface Given {
  readonly room: Where | undefined;
  readonly draft: Draft | undefined;
  /** Opens the thread of a message. */
  open(note: Note): void;
}

/** What is said in a room, without what is said in threads. */
export function Room({ room, draft, open }: Given) {
  const { say } = usePage();
  const notes = useNotes(room?.id);
  return (
    <Talk room={room?.id ?? ''} draft={draft} empty={say('empty')}>
      {useMessages(
        notes.filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts),
        notes,
        open,
      )}
    </Talk>
  );
}

/** A thread beside the chat; nothing where its first message is gone. */
export function Thread({ room, ts: root, close }: { room: string; ts: string; close(): void }) {
  const { say } = usePage();
  const notes = useNotes(room).filter(({ threadTs, ts }) => threadTs === root || ts === root);
  const messages = useMessages(notes, notes);
  if (!notes.some(({ ts }) => ts === root)) return null;
  return (
    <Side key={root} title={say('thread')} close={close}>
      <Talk room={room} thread={root}>
        {messages}
      </Talk>
    </Side>
  );
}

/** All that is said in a room, threads included. */
function useNotes(room: string | undefined): readonly Note[] {
  return useNow().notes.filter(({ channel }) => channel === room);
}

function useMessages(shown: readonly Note[], notes: readonly Note[], open?: (note: Note) => void) {
  const { people } = usePage();
  const shortcuts = useShortcuts(useNow().link === 'live');
  const replies = Map.groupBy(notes, ({ threadTs }) => threadTs);
  return shown.map((note) => (
    <Message
      key={keyOf(note)}
      note={note}
      author={people.find(({ id }) => id === note.from)}
      replies={(replies.get(note.ts) ?? []).filter(({ ts }) => ts !== note.ts).length}
      shortcuts={shortcuts}
      open={open}
    />
  ));
}

/** The shortcuts that the app has for messages. */
function useShortcuts(live: boolean): readonly Shortcut[] {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  useEffect(() => {
    if (live) ask<Shortcut[]>('shortcuts').then(setShortcuts, () => {});
  }, [live]);
  return shortcuts;
}
