import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Language, Text } from '../../core/text.ts';
import type { GalleryIndex, MadeSample } from '../web/gallery.ts';
import { ask } from './api.ts';
import { type Page, PageContext } from './context.ts';
import { createDrafts } from './drafts.ts';
import { Confirm, useQuestion } from './modal.tsx';
import { Sample, saidIn } from './sample.tsx';
import { type Say, sayer } from './words.ts';

type Sides = Language | 'both';

const languages: Readonly<Record<Sides, readonly Language[]>> = {
  en: ['en'],
  'zh-CN': ['zh-CN'],
  both: ['en', 'zh-CN'],
};

/** Every message and modal that the bot can post, looking as in the chat. Nothing in it is told to anybody. */
export function Gallery() {
  const [sides, setSides] = useSides();
  const [wanted, setWanted] = useState('');
  const [menu, setMenu] = useState(false);
  const [confirm, question] = useQuestion();
  const { index, made, wrong } = useSamples();
  const zh = sides === 'zh-CN' || (sides === 'both' && navigator.language.startsWith('zh'));
  const say = useMemo(() => sayer(zh), [zh]);
  const pages = useMemo(() => {
    const names = Object.entries(index?.names ?? {});
    return { en: pageIn(false, names, confirm), 'zh-CN': pageIn(true, names, confirm) };
  }, [index, confirm]);
  const found = useFound(index, made, useDeferredValue(wanted));
  useEffect(() => {
    document.documentElement.lang = zh ? 'zh-CN' : 'en';
    document.title = `${say('gallery')} · ChangeOps`;
  }, [zh, say]);

  if (!index) return <p className="notice">{wrongWords(wrong, say)}</p>;
  const count = (names: readonly { name: string }[]) => names.filter(({ name }) => found.has(name)).length;
  return (
    <PageContext value={pages[zh ? 'zh-CN' : 'en']}>
      <div className={menu ? 'app gallery with-menu' : 'app gallery'}>
        <nav className="sidebar" aria-label={say('families')}>
          <div className="brand">
            <strong>ChangeOps</strong>
            <button
              type="button"
              className="plain only-narrow"
              aria-label={say('close')}
              onClick={() => setMenu(false)}
            >
              ✕
            </button>
          </div>
          <a href="/">{say('toChat')}</a>
          <ul>
            {index.families.map(({ name, title, samples }) => (
              <li key={name} hidden={count(samples) === 0}>
                <a className="room" href={`#family-${name}`} onClick={() => setMenu(false)}>
                  {wordsIn(title, zh)} <span>{count(samples)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          <header>
            <button
              type="button"
              className="plain only-narrow"
              aria-label={say('families')}
              aria-expanded={menu}
              onClick={() => setMenu(!menu)}
            >
              ☰
            </button>
            <h1>{say('gallery')}</h1>
            <input
              type="search"
              aria-label={say('filter')}
              placeholder={say('filter')}
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
            />
            <span className="faint" role="status">
              {found.size} {say('samples')}
            </span>
            <span className="grow" />
            <fieldset className="switch" aria-label={say('language')}>
              {(['en', 'zh-CN', 'both'] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  className="button"
                  aria-pressed={each === sides}
                  onClick={() => setSides(each)}
                >
                  {{ en: 'English', 'zh-CN': '中文', both: say('sideBySide') }[each]}
                </button>
              ))}
            </fieldset>
          </header>
          <div className="scroll">
            <p className="faint">{say('galleryWhat')}</p>
            {wrong !== undefined && (
              <p className="banner" role="alert">
                {wrongWords(wrong, say)}
              </p>
            )}
            {found.size === 0 && <p className="faint notice">{say('noSample')}</p>}
            {index.families.map(({ name, title, samples }) => (
              <section
                key={name}
                id={`family-${name}`}
                className="family"
                aria-labelledby={`title-${name}`}
                hidden={count(samples) === 0}
              >
                <h2 id={`title-${name}`}>{wordsIn(title, zh)}</h2>
                {samples.map((sample) => (
                  <Sample
                    key={sample.name}
                    name={sample.name}
                    title={wordsIn(sample.title, zh)}
                    made={made.get(sample.name)}
                    languages={languages[sides]}
                    pages={pages}
                    hidden={!found.has(sample.name)}
                  />
                ))}
              </section>
            ))}
          </div>
        </main>
      </div>
      {question && <Confirm {...question} />}
    </PageContext>
  );
}

const wordsIn = (text: Text, zh: boolean) => (zh ? text.zh : text.en);

/** Which languages are shown; the address says it, so that it can be handed on. */
function useSides(): [Sides, (sides: Sides) => void] {
  const asked = new URLSearchParams(location.search).get('language') ?? '';
  const [sides, setSides] = useState<Sides>(Object.hasOwn(languages, asked) ? (asked as Sides) : 'en');
  useEffect(() => history.replaceState(null, '', `?language=${sides}${location.hash}`), [sides]);
  return [sides, setSides];
}

/** What there is, and what of it has been fetched yet: one family after the other, the first at once. */
function useSamples() {
  const [index, setIndex] = useState<GalleryIndex>();
  const [made, setMade] = useState<ReadonlyMap<string, MadeSample>>(new Map());
  const [wrong, setWrong] = useState<Error>();
  useEffect(() => {
    let left = false;
    const fetchAll = async () => {
      const there = await ask<GalleryIndex>('gallery');
      if (!left) setIndex(there);
      for (const { name } of there.families) {
        if (left) return;
        const family = await ask<MadeSample[]>('galleryFamily', { name });
        setMade((before) => new Map([...before, ...family.map((each) => [each.name, each] as const)]));
      }
    };
    fetchAll().catch(setWrong);
    return () => {
      left = true;
    };
  }, []);
  return { index, made, wrong };
}

function wrongWords(wrong: Error | undefined, say: Say): string {
  if (!wrong) return say('opening');
  return wrong.cause === 401 ? say('locked') : wrong.message;
}

/** The names of the samples in which each of the words stands: in its name, its titles, or what it shows. */
function useFound(index: GalleryIndex | undefined, made: ReadonlyMap<string, MadeSample>, wanted: string) {
  const texts = useMemo(() => {
    const all = index?.families.flatMap(({ samples }) => samples) ?? [];
    return all.map(({ name, title }) => {
      const { en, 'zh-CN': zh } = made.get(name)?.shown ?? {};
      return { name, text: `${name} ${title.en} ${title.zh} ${saidIn(en)} ${saidIn(zh)}`.toLowerCase() };
    });
  }, [index, made]);
  return useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/);
    const found = texts.filter(({ text }) => words.every((word) => text.includes(word)));
    return new Set(found.map(({ name }) => name));
  }, [texts, wanted]);
}

function pageIn(zh: boolean, names: readonly (readonly [string, string])[], confirm: Page['confirm']): Page {
  const of = (kind: RegExp) => names.filter(([id]) => kind.test(id));
  return {
    as: '',
    people: of(/^[UW]/).map(([id, name]) => ({ id, name, realName: name, locale: '', bot: false })),
    groups: of(/^S/).map(([id, handle]) => ({ id, handle })),
    rooms: of(/^[CG]/).map(([id, name]) => ({ id, name, im: false, bot: true })),
    say: sayer(zh),
    zh,
    // What would tell the sandbox something is not done.
    run: async () => true,
    tell: () => {},
    confirm,
    openRoom: () => {},
    drafts: createDrafts(),
  };
}
