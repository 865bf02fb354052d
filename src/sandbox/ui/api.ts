import { type Dispatch, type SetStateAction, useEffect, useMemo, useState } from 'react';
import type { Note, Sight } from '../web/sight.ts';
import { follow } from './follow.ts';

/** Asks the sandbox for something that a person does or wants to know; rejects with its words (cause: HTTP's status) where it refuses. */
export async function ask<T = unknown>(name: string, body: unknown = {}): Promise<T> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as T & { error?: string };
  if (response.ok) return answer;
  throw new Error(answer?.error ?? response.statusText, { cause: response.status });
}

/**
 * Uploads files as they are, one after the other; their ids. `told` hears how much of all is done, from 0 to 1. Rejects
 * with Slack's words where it does not take them, before any is sent.
 */
export async function upload(
  as: string,
  files: readonly File[],
  told: (part: number) => void = () => {},
  signal?: AbortSignal,
): Promise<string[]> {
  const sizes = files.map(({ name, size }) => ({ name, size }));
  const places = await ask<{ id: string; ticket: string }[]>('announce', { as, files: sizes });
  const all = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  for (const [at, file] of files.entries()) {
    // What cannot be read any more is told from a sandbox that does not answer.
    await file.slice(0, 1).arrayBuffer();
    await post(`/upload/${places[at]?.ticket}`, file, (sent) => told((before + sent) / all), signal);
    before += file.size;
  }
  return places.map(({ id }) => id);
}

/** `fetch` does not tell how much it has sent. */
function post(address: string, file: File, sent: (bytes: number) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.upload.onprogress = ({ loaded }) => sent(loaded);
    request.onload = () => {
      if (request.status === 200) resolve();
      else reject(new Error((JSON.parse(request.responseText) as { error: string }).error));
    };
    request.onerror = () => reject(new TypeError('no answer'));
    request.onabort = () => reject(signal?.reason);
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** What the person sees now, oldest message first. `locked`: this browser was not let in. */
export interface Seen extends Omit<Sight, 'whole' | 'gone'> {
  readonly as: string;
  readonly link: 'opening' | 'live' | 'lost' | 'locked';
  /** The sandbox is another one than when the page was opened. */
  readonly restarted: boolean;
}

export const nothing: Seen = {
  as: '',
  boot: '',
  link: 'opening',
  restarted: false,
  people: [],
  groups: [],
  rooms: [],
  notes: [],
  views: [],
};

/** Follows what a person sees. */
export function useSeen(as: string): Seen {
  const [seen, setSeen] = useState<Seen>(nothing);
  useEffect(
    () =>
      follow(as, {
        sees: (sight) => setSeen((before) => merged(before, sight, as)),
        link: (link) => setSeen((before) => (before.link === link ? before : { ...before, link })),
      }),
    [as],
  );
  // What the one before saw is not for the next one.
  return useMemo(() => (seen.as === as ? seen : { ...seen, as, notes: [], views: [], home: undefined }), [seen, as]);
}

export const keyOf = ({ channel, ts }: Pick<Note, 'channel' | 'ts'>) => `${channel} ${ts}`;

function merged(before: Seen, { whole, gone, ...now }: Sight, as: string): Seen {
  const notes = new Map((whole ? [] : before.notes).map((note) => [keyOf(note), note]));
  for (const key of gone) notes.delete(key);
  for (const note of now.notes) notes.set(keyOf(note), note);
  const restarted = before.restarted || (before.boot !== '' && before.boot !== now.boot);
  const sorted = [...notes.values()].sort((a, b) => Number(a.ts) - Number(b.ts));
  const people = kept(before.people, now.people);
  const groups = kept(before.groups, now.groups);
  const rooms = kept(before.rooms, now.rooms);
  return { ...now, people, groups, rooms, as, restarted, link: 'live', notes: sorted };
}

/** What was there before where it is the same, so that what depends on it is not made anew. */
function kept<T>(before: T, now: T): T {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** State that outlives the page, under a name: each tab goes on with its own, a new one with that of the last. */
export function useKept<T>(name: string, initial: T): [T, Dispatch<SetStateAction<T>>] {
  const key = `changeops ${name}`;
  const [value, setValue] = useState<T>(
    () => JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? 'null') ?? initial,
  );
  useEffect(() => {
    for (const storage of [sessionStorage, localStorage]) storage.setItem(key, JSON.stringify(value));
  }, [key, value]);
  return [value, setValue];
}
