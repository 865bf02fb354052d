import type { Troubles } from '../slack/faults.ts';
import { ask } from './api.ts';
import { clockTime } from './clock-time.ts';
import { usePage } from './context.ts';
import type { Say, Word } from './words.ts';

/** What can go wrong at Slack, what waits to, and what did; `look` looks at it anew. */
export function SlackFaults({ troubles, look }: { troubles: Troubles; look(): Promise<void> }) {
  const { say, run } = usePage();
  const cause = (name: string, args: readonly unknown[]) =>
    run(async () => {
      await ask(`faults/${name}`, { args });
      await look();
    });
  return (
    <section aria-label={say('slackFaults')}>
      <h2>{say('slackFaults')}</h2>
      <div className="actions">
        {faults.map(([word, name, ...args]) => (
          <button key={word} type="button" className="button" onClick={() => cause(name, args)}>
            {say(word)}
          </button>
        ))}
      </div>
      {troubles.waiting.length > 0 && (
        <ul className="faults" aria-label={say('pending')}>
          {troubles.waiting.map(({ what, method, left }, at) => (
            <li key={at}>
              <span className="badge">{say('pending')}</span> {named(say, what)}
              {method !== undefined && ` · ${method}`}
              {left > 1 && ` × ${left}`}
            </li>
          ))}
        </ul>
      )}
      {troubles.struck.length > 0 && (
        <ul className="faults faint" aria-label={say('struck')}>
          {troubles.struck.map(({ at, what, method }, number) => (
            <li key={`${at} ${number}`}>{[clockTime(at), short(say, what), method].filter(Boolean).join(' · ')}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

const faults: readonly (readonly [Word, string, ...unknown[]])[] = [
  ['f429', 'rateLimit', { retryAfter: 3 }],
  ['f500', 'fail', {}],
  ['flost', 'fail', { status: 'cut', done: true }],
  ['fslow', 'slow', { ms: 2000 }],
  ['fdrop', 'dropSockets'],
  ['frefresh', 'refresh'],
  ['fdouble', 'double'],
  ['fclear', 'clear'],
];

/** A fault that waits, as its button says it. */
const waiting: Readonly<Record<string, Word>> = {
  429: 'f429',
  500: 'f500',
  lost: 'flost',
  slow: 'fslow',
  double: 'fdouble',
};
const named = (say: Say, what: string) => (waiting[what] ? say(waiting[what]) : what);

/** A fault that struck; others by what Slack calls them. */
const shortly: Readonly<Record<string, Word>> = {
  lost: 'wasLost',
  slow: 'wasSlow',
  double: 'wasDouble',
  drop: 'wasDropped',
  refresh: 'frefresh',
};
const short = (say: Say, what: string) => (shortly[what] ? say(shortly[what]) : what);
