import { asFields } from '../slack/kit/check.ts';
import type { Note } from '../web/sight.ts';
import { useKept } from './api.ts';
import { usePage } from './context.ts';
import type { Word } from './words.ts';

/** A deploy as its card tells of it. */
interface Run {
  readonly asked: number;
  readonly state: string;
}

interface Step {
  readonly word: Word;
  /** What can be typed for it. */
  readonly text?: string;
  done(runs: readonly Run[]): boolean;
}

const open = ['preparing', 'planned', 'awaiting-approval'];
const worked = (runs: readonly Run[]) => runs.find(({ state }) => state === 'succeeded');
const since = (runs: readonly Run[]) => {
  const first = worked(runs);
  return first ? runs.filter(({ asked }) => asked > first.asked) : [];
};

/** A first change and its undoing; each step is done when the runs show it, whoever did it and however. */
const steps: readonly Step[] = [
  { word: 'guideAsk', text: '/deploy hello@1.0.0 staging', done: (runs) => runs.length > 0 },
  { word: 'guideApprove', done: (runs) => runs.some(({ state }) => !open.includes(state)) },
  { word: 'guideWatch', done: (runs) => worked(runs) !== undefined },
  {
    word: 'guideIll',
    text: '/deploy hello@1.2.0 staging',
    done: (runs) => since(runs).length > 0,
  },
  { word: 'guideUndone', done: (runs) => since(runs).some(({ state }) => state === 'undone') },
];

/** A first change in five steps, until it is done or put away. */
export function Guide({ notes, write }: { notes: readonly Note[]; write(text: string): void }) {
  const { say } = usePage();
  const [away, setAway] = useKept('guide-away', false);
  const runs = notes.flatMap(runOf);
  const at = steps.findIndex(({ done }) => !done(runs));
  if (away) return null;
  return (
    <section className="guide" aria-label={say('guide')}>
      <header>
        <h2>{say('guide')}</h2>
        <button type="button" className="plain" aria-label={say('close')} onClick={() => setAway(true)}>
          ✕
        </button>
      </header>
      {at >= 0 ? (
        <ol>
          {steps.map(({ word, text, done }, number) => (
            <li
              key={word}
              value={number + 1}
              className={done(runs) ? 'done' : ''}
              aria-current={number === at ? 'step' : undefined}
            >
              {say(word)}
              {text !== undefined && number === at && (
                <button type="button" className="button" onClick={() => write(text)}>
                  <code>{text}</code>
                </button>
              )}
              {done(runs) && <span className="unseen">{say('done')}</span>}
            </li>
          ))}
        </ol>
      ) : (
        <p role="status">{say('guideEnd')}</p>
      )}
    </section>
  );
}

function runOf({ metadata, ts }: Note): Run[] {
  if (metadata?.event_type !== 'changeops_run') return [];
  const { kind, state } = asFields(metadata.event_payload) ?? {};
  return kind === 'deploy' ? [{ asked: Number(ts), state: String(state) }] : [];
}
