import { useEffect, useRef, useState } from 'react';
import { asFields } from '../slack/kit/check.ts';
import type { ShownView } from '../slack/people/reading.ts';
import type { Fields } from '../slack/types.ts';
import { ask } from './api.ts';
import { Blocks } from './blocks.tsx';
import { SurfaceContext, usePage } from './context.ts';
import { textOf } from './elements.tsx';
import { useActing } from './surface.tsx';
import { Toast } from './toast.tsx';

/** The topmost modal of whoever acts; `depth` counts those under it. */
export function Modal({ shown, depth }: { shown: ShownView; depth: number }) {
  const { seen, say } = usePage();
  const { view } = shown;
  const blocks = view.blocks as Fields[];
  const dialog = useRef<HTMLDialogElement>(null);
  const [complaints, setComplaints] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const state = (asFields(view.state)?.values ?? {}) as Record<string, Fields>;
  const errors = { ...shown.errors, ...complaints };
  const { surface, inTurn, flush } = useActing({ blocks, at: { modal: true }, state, errors });
  useEffect(() => dialog.current?.showModal(), []);

  const submit = () =>
    inTurn(async () => {
      setBusy(true);
      setComplaints({});
      setTrouble(false);
      try {
        await flush();
        const done = await ask<{ ok: boolean; error?: string; errors?: Record<string, string> }>('submit', {
          as: seen.as,
        });
        if (done.errors) setComplaints(done.errors);
        else setTrouble(!done.ok);
      } finally {
        setBusy(false);
      }
    });
  const close = (all: boolean) => inTurn(() => ask('close', { as: seen.as, all }));

  return (
    <dialog
      ref={dialog}
      aria-labelledby="modal-title"
      onCancel={(event) => {
        event.preventDefault();
        void close(false);
      }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header>
          {/* biome-ignore lint/a11y/noAutofocus: a dialog has to take the focus, and its title is read first */}
          <h2 id="modal-title" tabIndex={-1} autoFocus>
            {textOf(view.title)}
            {depth > 0 && <small className="faint"> {depth + 1}</small>}
          </h2>
          <button type="button" className="plain" aria-label={say('close')} onClick={() => close(true)}>
            ✕
          </button>
        </header>
        <div className="scroll">
          <SurfaceContext value={surface}>
            <Blocks blocks={blocks} />
          </SurfaceContext>
        </div>
        {trouble && (
          <p className="trouble" role="alert">
            {say('trouble')}
          </p>
        )}
        <Toast />
        <footer>
          <button type="button" className="button" onClick={() => close(false)}>
            {textOf(view.close) || say('cancel')}
          </button>
          {view.submit !== undefined && (
            <button type="submit" className="button primary" disabled={busy}>
              {textOf(view.submit)}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

/** The question that an element asks before it acts. */
export function Confirm({ question, answer }: { question: Fields; answer(yes: boolean): void }) {
  const { say } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby="confirm-title" onCancel={() => answer(false)}>
      <header>
        <h2 id="confirm-title">{textOf(question.title) || textOf(question.text)}</h2>
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
