import { type Dispatch, type KeyboardEvent, type SetStateAction, useEffect, useId, useRef, useState } from 'react';
import { ask, upload } from './api.ts';
import { usePage } from './context.ts';
import { size } from './files.tsx';

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
  readonly setFiles: Dispatch<SetStateAction<readonly File[]>>;
}

/** Files on their way. */
interface Going {
  readonly files: readonly File[];
  /** From 0 to 1. */
  readonly part: number;
  stop(): void;
}

/** Characters that Slack sends at most, and how many are left when it begins to say so. */
const [mostTyped, nearEnd] = [12_000, 500];

/** What can follow what was typed, from a place in it. */
interface Offers {
  readonly typed: string;
  readonly from: number;
  readonly items: readonly Suggestion[];
}

const none: Offers = { typed: '', from: 0, items: [] };

/** How long nothing may be typed before suggestions are asked for, in ms. */
const pause = 60;

/** Where a person writes: history by arrow keys, suggestions taken with Tab, files by button or dropped. */
export function Composer({ room, thread, draft, files, setFiles }: Given) {
  const { as, say, run, drafts } = usePage();
  const [going, setGoing] = useState<Going>();
  const [text, setText] = useState(() => drafts.text(`${as} ${room} ${thread}`));
  const [offers, setOffers] = useState<Offers>(none);
  const [active, setActive] = useState(-1);
  const [past, setPast] = useState(-1);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();

  useEffect(() => {
    setActive(-1);
    if (!/^[/@]/.test(text)) return setOffers(none);
    let late = false;
    const timer = setTimeout(async () => {
      const found = await ask<Omit<Offers, 'typed'>>('complete', { as, typed: text }).catch(() => undefined);
      if (!late && found) setOffers({ ...found, typed: text });
    }, pause);
    return () => {
      late = true;
      clearTimeout(timer);
    };
  }, [text, as]);

  useEffect(() => drafts.keep(`${as} ${room} ${thread}`, text), [drafts, as, room, thread, text]);

  useEffect(() => {
    if (!draft) return;
    setText(draft.text);
    draft.taken();
    field.current?.focus();
  }, [draft]);

  useEffect(() => {
    if (thread !== undefined) field.current?.focus();
  }, [thread]);

  const items = fitting(offers, text);
  const change = (next: string) => {
    setText(next);
    setPast(-1);
  };
  const take = (offer: Suggestion) => {
    change(text.slice(0, offers.from) + offer.text + (offer.open ? '' : ' '));
    setOffers(none);
    field.current?.focus();
  };
  const send = () => {
    const said = text.trimEnd();
    if ((said === '' && files.length === 0) || (going && files.length > 0)) return;
    if (said !== '') drafts.send(as, said);
    change('');
    setFiles([]);
    setOffers(none);
    const where = { as, in: room, thread, text: said };
    void (files.length > 0 ? sendFiles(where) : sendText(where));
  };
  /** Puts back what was not sent. */
  const restore = (said: string) => setText((now) => (now === '' ? said : now));
  const sendText = async (where: { text: string }) => {
    let done: { ok: boolean; error?: string; ts?: string } | undefined;
    await run(async () => {
      done = await ask('type', where);
    });
    // Slackbot says it where it was a command; one that was not answered in time may have been carried out.
    if (!done || (!done.ok && done.ts === undefined && done.error !== 'operation_timeout')) restore(where.text);
  };
  const sendFiles = async (where: { text: string }) => {
    const stopping = new AbortController();
    const told = (part: number) => setGoing({ files, part, stop: () => stopping.abort() });
    told(0);
    const sent = await run(async () => {
      const ids = await upload(as, files, told, stopping.signal).catch((error) => {
        if (!stopping.signal.aborted) throw error;
      });
      if (ids) await ask('share', { ...where, files: ids });
      else restore(where.text);
    });
    setGoing(undefined);
    if (sent) return;
    restore(where.text);
    setFiles((now) => [...files, ...now]);
  };
  const recall = (next: number) => {
    const sent = drafts.sent(as);
    const at = Math.max(-1, Math.min(next, sent.length - 1));
    setPast(at);
    setText(sent[at] ?? '');
  };
  const pressed = (event: KeyboardEvent) => {
    const { key, shiftKey, nativeEvent } = event;
    if (nativeEvent.isComposing) return;
    const atEnd = field.current?.selectionStart === text.length;
    const offer = items[active] ?? (key === 'Tab' && atEnd ? items[0] : undefined);
    if (key === 'ArrowDown' && items.length > 0 && past < 0) setActive((active + 1) % items.length);
    else if (key === 'ArrowUp' && active >= 0) setActive(active - 1);
    else if (key === 'ArrowUp' && (text === '' || past >= 0)) recall(past + 1);
    else if (key === 'ArrowDown' && past >= 0) recall(past - 1);
    else if ((key === 'Tab' || key === 'Enter') && !shiftKey && offer) take(offer);
    else if (key === 'Escape' && items.length > 0) setOffers(none);
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
      {items.length > 0 && (
        <div id={list} className="offers" role="listbox" aria-label={say('suggestions')}>
          {items.map((offer, at) => (
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
      {going && (
        <div className="going" role="status">
          <span>
            {say('uploading')} {going.files.map(({ name }) => name).join(', ')}
          </span>
          <progress value={going.part} aria-label={say('uploading')} />
          <button type="button" className="plain" aria-label={say('cancel')} onClick={going.stop}>
            ✕
          </button>
        </div>
      )}
      {files.length > 0 && (
        <ul className="dropped">
          {files.map((file, at) => (
            <li key={`${at} ${file.name}`}>
              {file.name} <span className="faint">{size(file.size)}</span>
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
          aria-expanded={items.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          placeholder={say(thread === undefined ? 'write' : 'reply')}
          value={text}
          onChange={({ target }) => change(target.value)}
          onKeyDown={pressed}
        />
        {text.length > mostTyped - nearEnd && (
          <span className={text.length > mostTyped ? 'left over' : 'left faint'} role="status">
            {mostTyped - text.length}
          </span>
        )}
        <button type="submit" className="button primary">
          {say('send')}
        </button>
      </div>
    </form>
  );
}

/** Until what can follow the present text is known, that of what was known before which begins with it: Tab drops nothing. */
function fitting({ typed, from, items }: Offers, text: string): readonly Suggestion[] {
  if (typed === text) return items;
  return text.startsWith(typed.slice(0, from)) ? items.filter((item) => item.text.startsWith(text.slice(from))) : [];
}
