import type { Secret } from '../io/secret.ts';
import type { Tail } from './stream.ts';
import type { Turns } from './turns.ts';

/** Milliseconds that each step of a login may take. */
export const loginTime = 30_000;
/** Milliseconds of silence after which a prompt at login is taken for one. */
const settle = 150;
/** Milliseconds without a word after which Enter is typed: some lines wait for it. */
const patience = 3_000;

/**
 * Waits for the first prompt and learns exactly how it reads: the one that Enter shows again. Gives what the device said
 * before it. Rejects as `Turns.wait`.
 */
export async function learnPrompt(turns: Turns): Promise<string> {
  const { talk, clock } = turns;
  turns.say('');
  const stop = clock.after(patience, () => talk.text() === '' && talk.type('\n'));
  try {
    turns.prompt = await turns.wait(turns.promptLike, loginTime, settle);
  } finally {
    stop();
  }
  const said = talk.text();
  for (let tries = 0; tries < 5; tries++) {
    turns.say('\n');
    const known = (tail: Tail) => (tail.line.trimEnd() === turns.prompt ? turns.prompt : turns.promptLike(tail));
    const again = await turns.wait(known, loginTime, settle);
    if (again === turns.prompt) break;
    turns.prompt = again;
  }
  return said.slice(0, said.lastIndexOf('\n') + 1);
}

/**
 * Raises rights where the prompt shows that there are none. The password is sent once. Gives false where it was not
 * accepted, or none was asked for and nothing changed. Rejects as `Turns.wait`.
 */
export async function raiseRights(turns: Turns, password: Secret | undefined): Promise<boolean> {
  const { enable } = turns.shell;
  if (!enable || !password || !enable.when.test(turns.prompt)) return true;
  const asked = Symbol('asked');
  const answer = (tail: Tail) => (enable.password.test(tail.line) ? asked : turns.promptLike(tail));
  turns.say(`${enable.command}\n`);
  let seen = await turns.wait<symbol | string>(answer, loginTime, settle);
  if (typeof seen === 'symbol') {
    turns.say(`${password.reveal()}\n`);
    seen = await turns.wait<symbol | string>(answer, loginTime, settle);
  }
  if (typeof seen === 'symbol' || enable.when.test(seen)) return false;
  turns.prompt = seen;
  return true;
}
