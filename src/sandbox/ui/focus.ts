import { useEffect } from 'react';

/** While what uses it is on the page, it may have the focus; when it goes with it, the focus returns to where it was. */
export function useFocusBack(): void {
  useEffect(() => {
    const back = wayBack();
    return () => {
      if (document.activeElement === document.body) back();
    };
  }, []);
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
