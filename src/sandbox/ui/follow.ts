import type { Event } from '../web/events.ts';
import type { Sight } from '../web/sight.ts';

/** Between two tries, in ms. */
const pause = 500;
/** How long a sandbox may say nothing before it is taken to be gone, in ms; it speaks every 5 s. */
const deaf = 15_000;
/** How long it may think about whether a page is let in, in ms. */
const patience = 5000;

/** What follows a person. */
export interface Follower {
  sees(sight: Sight): void;
  link(state: 'live' | 'lost' | 'locked'): void;
}

/** Follows what a person sees, over restarts and silences of the sandbox, until what it returns is called. */
export function follow(as: string, follower: Follower): () => void {
  const ending = new AbortController();
  tryAgain(as, follower, ending.signal);
  return () => ending.abort();
}

async function tryAgain(as: string, follower: Follower, ended: AbortSignal): Promise<void> {
  let since = '';
  const heard = (text: string) => {
    follower.link('live');
    if (text === '') return;
    const { id, sight } = JSON.parse(text) as Event;
    since = id;
    follower.sees(sight);
  };
  while (!ended.aborted) {
    // A WebSocket does not say why it was refused, and browsers hold the next one back for long after some that failed.
    const entrance = await ask(ended);
    if (ended.aborted) return;
    if (entrance === 'open')
      await listen(`ws://${location.host}/events?${new URLSearchParams({ as, since })}`, heard, ended);
    if (ended.aborted) return;
    follower.link(entrance === 'open' ? 'lost' : entrance);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Whether the sandbox lets this page in. */
async function ask(ended: AbortSignal): Promise<'open' | 'lost' | 'locked'> {
  try {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(patience)]);
    const answer = await fetch('/api/shortcuts', { method: 'POST', signal });
    // What is left unread keeps its connection.
    await answer.text();
    const { ok, status } = answer;
    return ok ? 'open' : status === 401 ? 'locked' : 'lost';
  } catch {
    return 'lost';
  }
}

/** Hears what a stream says; resolves once it broke, was silent for too long, or is not wanted any more. */
function listen(address: string, heard: (text: string) => void, ended: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    let timer: ReturnType<typeof setTimeout>;
    const over = () => {
      clearTimeout(timer);
      ended.removeEventListener('abort', over);
      socket.onclose = null;
      socket.onmessage = null;
      socket.close();
      resolve();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(over, deaf);
    };
    socket.onclose = over;
    socket.onmessage = ({ data }) => {
      wait();
      heard(data);
    };
    ended.addEventListener('abort', over);
    wait();
  });
}
