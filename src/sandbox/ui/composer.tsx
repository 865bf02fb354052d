import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ask, base64 } from './api.ts';
import { usePage } from './context.ts';

interface Suggestion {
  readonly text: string;
  readonly hint: string;
  readonly open?: boolean;
}

/** A text that is put there to be sent. */
export interface Draft {
  readonly text: string;
  /** It is there now. */
  taken(): void;
}

interface Given {
  readonly room: string;
  readonly thread?: string;
  readonly draft?: Draft;
  readonly files: readonly File[];
  setFiles(files: readonly File[]): void;
}

/** How long nothing may be typed before suggestions are asked for, in ms. */
const pause = 60;

/** Where a person writes: history by arrow keys, suggestions taken with Tab, files by button or dropped. */
export function Composer({ room, thread, draft, files, setFiles }: Given) {
  const { seen, say, run } = usePage();
  const [text, setText] = useState('');
  const [offers, setOffers] = useState<{ from: number; items: readonly Suggestion[] }>({ from: 0, items: [] });
  const [active, setActive] = useState(-1);
  const [past, setPast] = useState(-1);
  const history = useRef<string[]>([]);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();

  useEffect(() => {
    setActive(-1);
    if (!/^[/@]/.test(text)) return setOffers({ from: 0, items: [] });
    let late = false;
    const timer = setTimeout(async () => {
      const found = await ask<typeof offers>('complete', { as: seen.as, typed: text }).catch(() => undefined);
      if (!late && found) setOffers(found);
    }, pause);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [text, seen.as]);

  useEffect(() => {
    if (!draft) return;
    setText(draft.text);
    draft.taken();
    field.current?.focus();
  }, [draft]);

  useEffect(() => {
    if (thread !== undefined) field.current?.focus();
  }, [thread]);

  const change = (next: string) => {
    setText(next);
    setPast(-1);
  };
  const take = (offer: Suggestion) => {
    change(text.slice(0, offers.from) + offer.text + (offer.open ? '' : ' '));
    setOffers({ from: 0, items: [] });
    field.current?.focus();
  };
  const send = () => {
    const said = text.trim();
    if (said === '' && files.length === 0) return;
    if (said !== '') history.current = [said, ...history.current.filter((each) => each !== said)].slice(0, 100);
    change('');
    setFiles([]);
    setOffers({ from: 0, items: [] });
    void run(async () => {
      const where = { as: seen.as, in: room, thread };
      const [first, ...more] = await Promise.all(
        files.map(async (file) => ({ name: file.name, content: await base64(file) })),
      );
      const done = first
        ? await ask<{ ok: boolean; error?: string }>('upload', { ...where, ...first, more, text: said })
        : await ask<{ ok: boolean; error?: string }>('type', { ...where, text: said });
      if (!done.ok) throw new Error(done.error);
    });
  };
  const recall = (next: number) => {
    const at = Math.max(-1, Math.min(next, history.current.length - 1));
    setPast(at);
    setText(history.current[at] ?? '');
  };
  const pressed = (event: KeyboardEvent) => {
    const { key, shiftKey, nativeEvent } = event;
    const { items } = offers;
    if (nativeEvent.isComposing) return;
    const offer = items[active] ?? (key === 'Tab' ? items[0] : undefined);
    if (key === 'ArrowDown' && items.length > 0 && past < 0) setActive((active + 1) % items.length);
    else if (key === 'ArrowUp' && active >= 0) setActive(active - 1);
    else if (key === 'ArrowUp' && (text === '' || past >= 0)) recall(past + 1);
    else if (key === 'ArrowDown' && past >= 0) recall(past - 1);
    else if ((key === 'Tab' || key === 'Enter') && !shiftKey && offer) take(offer);
    else if (key === 'Escape' && items.length > 0) setOffers({ from: 0, items: [] });
    else if (key === 'Enter' && !shiftKey) send();
    else return;
    event.preventDefault();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {offers.items.length > 0 && (
        <div id={list} className="offers" role="listbox" aria-label={say('suggestions')}>
          {offers.items.map((offer, at) => (
            <div
              key={offer.text}
              id={`${list}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              ref={(item) => {
                if (at === active) item?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseDown={(event) => {
                event.preventDefault();
                take(offer);
              }}
            >
              <code>{offer.text}</code> <span className="faint">{offer.hint}</span>
            </div>
          ))}
        </div>
      )}
      {files.length > 0 && (
        <ul className="dropped">
          {files.map((file) => (
            <li key={file.name}>
              {file.name}
              <button
                type="button"
                className="plain"
                aria-label={`${say('remove')} ${file.name}`}
                onClick={() => setFiles(files.filter((each) => each !== file))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <label className="button attach" title={say('attach')}>
          <span aria-hidden="true">＋</span>
          <input
            type="file"
            multiple
            className="unseen"
            aria-label={say('attach')}
            onChange={({ target }) => {
              setFiles([...files, ...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </label>
        <textarea
          ref={field}
          rows={1}
          role="combobox"
          aria-label={say('write')}
          aria-expanded={offers.items.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          placeholder={say(thread === undefined ? 'write' : 'reply')}
          value={text}
          onChange={({ target }) => change(target.value)}
          onKeyDown={pressed}
        />
        <button type="submit" className="button primary">
          {say('send')}
        </button>
      </div>
    </form>
  );
}
