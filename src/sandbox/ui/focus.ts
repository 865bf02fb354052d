import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';

/** While what uses it is on the page, it may have the focus; when it goes with it, the focus returns to where it was. */
export function useFocusBack(): void {
  const back = useRef(() => {});
  // Before the effects of what stands in it, which may take the focus.
  useLayoutEffect(() => {
    back.current = wayBack();
  }, []);
  useEffect(
    () => () => {
      if (document.activeElement === document.body) back.current();
    },
    [],
  );
}

/** Keeps Tab within a dialog, which begins and ends with a button; else it would go on to the browser's own buttons. */
export function keepTab(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:enabled')];
  const [first, last] = [buttons[0], buttons.at(-1)];
  const begins = document.activeElement === first || document.activeElement?.localName === 'h2';
  if (event.shiftKey ? !begins : document.activeElement !== last) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/**
 * A way back to what has the focus now. Messages are made anew when they are edited: then to what is called the same in
 * the same message, and where that is gone, to where one writes.
 */
function wayBack(): () => void {
  const before = document.activeElement;
  const message = before?.closest<HTMLElement>('[data-ts]')?.dataset.ts;
  const nameOf = (element: Element | null) => element?.getAttribute('aria-label') ?? element?.textContent;
  return () => {
    if (before instanceof HTMLElement && before !== document.body && before.isConnected) return before.focus();
    const like = message === undefined ? [] : document.querySelectorAll<HTMLElement>(`[data-ts="${message}"] button`);
    const again = [...like].find((each) => nameOf(each) === nameOf(before));
    (again ?? document.querySelector<HTMLElement>('main textarea'))?.focus();
  };
}
