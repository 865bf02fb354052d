import { asFields } from '../slack/kit/check.ts';
import type { Note } from '../web/sight.ts';
import { usePage } from './context.ts';
import { type Run, steps } from './guide-steps.ts';

interface Given {
  readonly notes: readonly Note[];
  write(text: string): void;
  close(): void;
}

/** A first change in five steps, and what could be next. */
export function Guide({ notes, write, close }: Given) {
  const { say, zh } = usePage();
  const runs = notes.flatMap(runOf);
  const at = steps.findIndex(({ done }) => !done(runs));
  const approve = approveOn(notes) ?? say('approve');
  return (
    <section className="guide" aria-label={say('guide')}>
      <header>
        <h2>{say('guide')}</h2>
        <button type="button" className="plain" aria-label={say('close')} onClick={close}>
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
              {say(word).replace('{button}', () => approve)}
              {text !== undefined && number === at && <Offer text={text} write={write} />}
              {done(runs) && <span className="unseen">{say('done')}</span>}
            </li>
          ))}
        </ol>
      ) : (
        <p role="status">
          {say('guideEnd')}
          <Offer text="/generate nginx-site web-01" write={write} />{' '}
          <a href={`/gallery${zh ? '?language=zh-CN' : ''}`}>{say('gallery')}</a>
        </p>
      )}
    </section>
  );
}

/** A command that is written for who clicks it. */
function Offer({ text, write }: { text: string; write(text: string): void }) {
  return (
    <button type="button" className="button" onClick={() => write(text)}>
      <code>{text}</code>
    </button>
  );
}

function runOf({ metadata, ts }: Note): Run[] {
  if (metadata?.event_type !== 'changeops_run') return [];
  const { kind, state } = asFields(metadata.event_payload) ?? {};
  return kind === 'deploy' ? [{ asked: Number(ts), state: String(state) }] : [];
}

/** The words on the newest button that approves a run: cards may be in another language than the page. */
function approveOn(notes: readonly Note[]): string | undefined {
  const elements = notes.flatMap(({ blocks }) =>
    blocks.flatMap(({ elements }) => (Array.isArray(elements) ? elements : [])),
  );
  const found = elements.map(asFields).findLast((element) => element?.action_id === 'run.approve');
  const words = asFields(found?.text)?.text;
  return typeof words === 'string' ? words : undefined;
}
