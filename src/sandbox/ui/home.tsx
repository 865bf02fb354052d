import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Done } from '../slack/people/stage.ts';
import type { Fields } from '../slack/types.ts';
import { ask } from './api.ts';
import { Blocks } from './blocks.tsx';
import { useNow, usePage } from './context.ts';
import { Acting } from './surface.tsx';

const tabs = ['home', 'messages'] as const;

/**
 * The bot's own page as Slack has it: its home tab beside the messages, which are shown at first, and when there is
 * something to write.
 */
export function Home({ writing, talk }: { writing: boolean; talk: ReactNode }) {
  const { say } = usePage();
  const [shown, show] = useState<(typeof tabs)[number]>('messages');
  useEffect(() => {
    if (writing) show('messages');
  }, [writing]);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const turn = ({ key }: KeyboardEvent) => {
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
    show(shown === 'home' ? 'messages' : 'home');
    list.current?.querySelector<HTMLElement>('[aria-selected="false"]')?.focus();
  };
  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label="ChangeOps" onKeyDown={turn}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            className="plain"
            role="tab"
            id={`${id}-${tab}`}
            aria-selected={tab === shown}
            aria-controls={`${id}-${tab}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => show(tab)}
          >
            {say(tab)}
          </button>
        ))}
      </div>
      <div
        className="tab"
        role="tabpanel"
        id={`${id}-home-panel`}
        aria-labelledby={`${id}-home`}
        hidden={shown !== 'home'}
      >
        {shown === 'home' && <View />}
      </div>
      <div
        className="tab"
        role="tabpanel"
        id={`${id}-messages-panel`}
        aria-labelledby={`${id}-messages`}
        hidden={shown !== 'messages'}
      >
        {talk}
      </div>
    </>
  );
}

/** The home tab that the bot published, which hears that it was opened. */
function View() {
  const { as, say, run } = usePage();
  const { home } = useNow();
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    void run(async () => {
      const { ok } = await ask<Done>('openHome', { as });
      setOpened(true);
      if (!ok) throw new Error(say('trouble'));
    });
  }, [as, run, say]);
  const blocks = (home?.blocks ?? []) as Fields[];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll" tabIndex={0}>
      <div className="home-view">
        {home ? (
          <Acting blocks={blocks} at={{ home: true }} state={untouched}>
            <Blocks blocks={blocks} />
          </Acting>
        ) : (
          opened && <p className="faint notice">{say('noHome')}</p>
        )}
      </div>
    </div>
  );
}

const untouched = {};
