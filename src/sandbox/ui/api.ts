import { type Dispatch, type SetStateAction, useEffect, useMemo, useState } from 'react';
import type { Note, Sight } from '../web/sight.ts';

/** Asks the sandbox for something that a person does or wants to know; rejects with its words where it refuses. */
export async function ask<T = unknown>(name: string, body: unknown = {}): Promise<T> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as T & { error?: string };
  if (response.ok) return answer;
  throw new Error(answer?.error ?? response.statusText);
}

/** A file's bytes in base64. */
export async function base64(file: Blob): Promise<string> {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return String(reader.result).replace(/^[^,]*,/, '');
}

/** What the person sees now, oldest message first. `locked`: this browser was not let in. */
export interface Seen extends Omit<Sight, 'whole' | 'gone'> {
  readonly as: string;
  readonly link: 'opening' | 'live' | 'lost' | 'locked';
  /** The sandbox is another one than when the page was opened. */
  readonly restarted: boolean;
}

const nothing: Seen = {
  as: '',
  boot: '',
  link: 'opening',
  restarted: false,
  people: [],
  rooms: [],
  notes: [],
  views: [],
};

/** Follows what a person sees. */
export function useSeen(as: string): Seen {
  const [seen, setSeen] = useState<Seen>(nothing);
  useEffect(() => {
    const events = new EventSource(`/events?as=${as}`);
    const link = (state: Seen['link']) => setSeen((before) => ({ ...before, link: state }));
    events.onmessage = ({ data }) => setSeen((before) => merged(before, JSON.parse(data) as Sight, as));
    events.onopen = () => link('live');
    events.onerror = () => {
      link('lost');
      if (events.readyState === EventSource.CLOSED)
        fetch('/events').then(({ status }) => status === 401 && link('locked'));
    };
    return () => events.close();
  }, [as]);
  // What the one before saw is not for the next one.
  return useMemo(() => (seen.as === as ? seen : { ...seen, as, notes: [], views: [] }), [seen, as]);
}

export const keyOf = ({ channel, ts }: Pick<Note, 'channel' | 'ts'>) => `${channel} ${ts}`;

function merged(before: Seen, { whole, gone, ...now }: Sight, as: string): Seen {
  const notes = new Map((whole ? [] : before.notes).map((note) => [keyOf(note), note]));
  for (const key of gone) notes.delete(key);
  for (const note of now.notes) notes.set(keyOf(note), note);
  const restarted = before.restarted || (before.boot !== '' && before.boot !== now.boot);
  const sorted = [...notes.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
  return { ...now, as, restarted, link: 'live', notes: sorted };
}

/** State that outlives the page, under a name. */
export function useKept<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const [value, setValue] = useState<T>(() => JSON.parse(localStorage.getItem(name) ?? 'null') ?? initial);
  useEffect(() => localStorage.setItem(name, JSON.stringify(value)), [name, value]);
  return [value, setValue];
}
