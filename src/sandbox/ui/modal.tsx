import { type ReactNode, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react';
import { asFields } from '../slack/kit/check.ts';
import type { ShownView } from '../slack/people/reading.ts';
import type { Fields } from '../slack/types.ts';
import { ask } from './api.ts';
import { Blocks } from './blocks.tsx';
import { SurfaceContext, usePage } from './context.ts';
import { textOf } from './elements.tsx';
import { keepTab, useFocusBack } from './focus.ts';
import { useActing } from './surface.tsx';
import { Toast } from './toast.tsx';

/** The modals that whoever acts has open, the topmost last; that one is shown. */
export function Modals({ views }: { views: readonly ShownView[] }) {
  useFocusBack();
  const top = views.at(-1);
  return top && <Modal key={top.id} shown={top} depth={views.length - 1} />;
}

/** A modal; `depth` counts those under it. */
function Modal({ shown, depth }: { shown: ShownView; depth: number }) {
  const { as } = usePage();
  const { view } = shown;
  const blocks = view.blocks as Fields[];
  const dialog = useDialog();
  const title = useId();
  const [complaints, setComplaints] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const state = (asFields(view.state)?.values ?? {}) as Record<string, Fields>;
  const errors = { ...shown.errors, ...complaints };
  const { surface, inTurn, flush } = useActing({ blocks, at: { modal: true }, state, errors });
  const wrong = Object.keys(errors).join();
  useEffect(() => {
    if (wrong !== '') dialog.current?.querySelector<HTMLElement>('.wrong :is(input, textarea, select)')?.focus();
  }, [wrong, dialog]);

  const submit = () =>
    inTurn(async () => {
      setBusy(true);
      setComplaints({});
      setTrouble(false);
      try {
        await flush();
        const done = await ask<{ ok: boolean; error?: string; errors?: Record<string, string> }>('submit', {
          as: as,
        });
        if (done.errors) setComplaints(done.errors);
        else setTrouble(!done.ok);
      } finally {
        setBusy(false);
      }
    });
  const close = (all: boolean) => inTurn(() => ask('close', { as: as, all }));

  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onKeyDown={keepTab}
      onCancel={(event) => {
        event.preventDefault();
        void close(false);
      }}
    >
      <Face {...{ view, title, depth, busy, trouble, submit, close }}>
        <SurfaceContext value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceContext>
      </Face>
    </dialog>
  );
}

interface Faced {
  readonly view: Fields;
  /** The id that its title is to have. */
  readonly title: string;
  readonly depth?: number;
  readonly busy?: boolean;
  /** Nobody answered when it was submitted. */
  readonly trouble?: boolean;
  submit?(): unknown;
  /** Closes it, or `all` that lie over each other. */
  close?(all: boolean): unknown;
  readonly children: ReactNode;
}

/** What a modal looks like, wherever it stands. */
export function Face({ view, title, depth = 0, busy, trouble, submit, close, children }: Faced) {
  const { say } = usePage();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit?.();
      }}
    >
      <header>
        <h2 id={title} tabIndex={-1}>
          {textOf(view.title)}
          {depth > 0 && <small className="faint"> {depth + 1}</small>}
        </h2>
        <button type="button" className="plain" aria-label={say('close')} onClick={() => close?.(true)}>
          ✕
        </button>
      </header>
      <div className="scroll">{children}</div>
      {trouble && (
        <p className="trouble" role="alert">
          {say('trouble')}
        </p>
      )}
      <Toast />
      <footer>
        <button type="button" className="button" onClick={() => close?.(false)}>
          {textOf(view.close) || say('cancel')}
        </button>
        {view.submit !== undefined && (
          <button type="submit" className="button primary" disabled={busy}>
            {textOf(view.submit)}
          </button>
        )}
      </footer>
    </form>
  );
}

/** A dialog that has the focus from when it opens, at its title. */
function useDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>('h2')?.focus();
  }, []);
  return dialog;
}

export interface Question {
  readonly question: Fields;
  answer(yes: boolean): void;
}

/** A way to ask a question, and the question that is being asked. */
export function useQuestion(): [(asked: Fields) => Promise<boolean>, Question | undefined] {
  const [asking, setAsking] = useState<Question>();
  const ask = useCallback(
    (question: Fields) =>
      new Promise<boolean>((resolve) => {
        const answer = (yes: boolean) => {
          setAsking(undefined);
          resolve(yes);
        };
        setAsking({ question, answer });
      }),
    [],
  );
  return [ask, asking];
}

/** The question that an element asks before it acts. */
export function Confirm({ question, answer }: Question) {
  const { say } = usePage();
  useFocusBack();
  const dialog = useDialog();
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby="confirm-title"
      onKeyDown={keepTab}
      onCancel={() => answer(false)}
    >
      <header>
        <h2 id="confirm-title" tabIndex={-1}>
          {textOf(question.title) || textOf(question.text)}
        </h2>
      </header>
      {question.title !== undefined && <div className="scroll text">{textOf(question.text)}</div>}
      <footer>
        <button type="button" className="button" onClick={() => answer(false)}>
          {textOf(question.deny) || say('cancel')}
        </button>
        <button
          type="button"
          className={question.style === 'danger' ? 'button danger' : 'button primary'}
          onClick={() => answer(true)}
        >
          {textOf(question.confirm) || say('yes')}
        </button>
      </footer>
    </dialog>
  );
}
