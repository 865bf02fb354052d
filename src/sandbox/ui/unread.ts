import { useEffect } from 'react';
import { type Seen, useKept } from './api.ts';

/** How many messages in a room the person has not read; what stands in the room that is shown is read. */
export function useUnread({ as, notes }: Seen, here: string | undefined): (room: string) => number {
  const [read, setRead] = useKept<Readonly<Record<string, string>>>('read', {});
  const newest = notes.findLast(({ channel }) => channel === here)?.ts;
  useEffect(() => {
    if (newest !== undefined) setRead((before) => ({ ...before, [`${as} ${here}`]: newest }));
  }, [newest, as, here, setRead]);
  return (room) => {
    const last = Number(read[`${as} ${room}`] ?? 0);
    return notes.filter(({ channel, from, ts }) => channel === room && from !== as && Number(ts) > last).length;
  };
}
