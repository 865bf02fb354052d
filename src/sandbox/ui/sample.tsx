import { memo, useId, useLayoutEffect, useRef } from 'react';
import type { Language } from '../../core/text.ts';
import type { MadeSample, MadeSide } from '../web/gallery.ts';
import { Blocks } from './blocks.tsx';
import { type Page, PageContext, usePage } from './context.ts';
import { Frame } from './message.tsx';
import { Face } from './modal.tsx';
import { Trying } from './surface.tsx';

interface Given {
  readonly name: string;
  readonly title: string;
  /** Absent until it was fetched. */
  readonly made: MadeSample | undefined;
  readonly languages: readonly Language[];
  readonly pages: Readonly<Record<Language, Page>>;
  readonly hidden: boolean;
}

/** One thing that the bot can post, with its name, in one language or in both side by side. */
export const Sample = memo(function Sample({ name, title, made, languages, pages, hidden }: Given) {
  const here = useRef<HTMLElement>(null);
  const ready = made !== undefined;
  // The address may name it before it is there, and before what stands above it is.
  useLayoutEffect(() => {
    if (ready && location.hash === `#${name}`) here.current?.scrollIntoView();
  }, [ready, name]);
  return (
    <article ref={here} id={name} className="sample" aria-labelledby={`${name}-title`} hidden={hidden}>
      <header>
        <h3 id={`${name}-title`}>{title}</h3>
        <a href={`#${name}`}>
          <code>{name}</code>
        </a>
      </header>
      <div className={languages.length > 1 ? 'sides two' : 'sides'}>
        {made &&
          languages.map((language) => (
            <PageContext key={language} value={pages[language]}>
              <div className="look-alike" lang={language}>
                <Shown side={made.shown[language]} />
                <Limits side={made.shown[language]} />
              </div>
            </PageContext>
          ))}
      </div>
    </article>
  );
});

function Shown({ side: { view, blocks } }: { side: MadeSide }) {
  const title = useId();
  const content = <Trying blocks={blocks}>{(given) => <Blocks blocks={given} />}</Trying>;
  if (!view)
    return (
      <Frame className="message" name="ChangeOps" app>
        {content}
      </Frame>
    );
  if (view.type === 'home') return <article className="home-view">{content}</article>;
  return (
    <article className="modal" aria-labelledby={title}>
      <Face view={view} title={title}>
        {content}
      </Face>
    </article>
  );
}

/** Whether Slack takes it, and how near it comes to what Slack takes at most. */
function Limits({ side: { text, problems, counts } }: { side: MadeSide }) {
  const { say } = usePage();
  const { blocks, characters } = counts;
  return (
    <div className={problems.length > 0 ? 'limits refused' : 'limits'}>
      <strong>{say(problems.length > 0 ? 'notTaken' : 'taken')}</strong>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, at) => (
            <li key={at}>{problem}</li>
          ))}
        </ul>
      )}
      <p>
        {blocks.join(' / ')} {say('blocksOf')}
        {characters && ` · ${characters.join(' / ')} ${say('charactersOf')}`}
      </p>
      {text !== undefined && (
        <p>
          {say('notified')}
          {text}
        </p>
      )}
    </div>
  );
}

/** All the words in what is shown. */
export function saidIn(side: MadeSide | undefined): string {
  return side ? texts([side.text, side.view, side.blocks]) : '';
}

function texts(value: unknown): string {
  if (Array.isArray(value)) return value.map(texts).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, each]) => (name === 'text' && typeof each === 'string' ? each : texts(each)))
    .join(' ');
}
