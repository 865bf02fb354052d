import { useCallback, useContext, useEffect, useState } from 'react';
import { type Page, ToastContext } from './context.ts';
import type { Say } from './words.ts';

/** How long a line is shown, in ms. */
const shown = 12_000;

/** The line that is shown for a while, what shows another, and what runs something and shows why it did not go well. */
export function useToast(say: Say): readonly [toast: string, Pick<Page, 'run' | 'tell'>] {
  const [toast, tell] = useState('');
  useEffect(() => {
    const timer = toast === '' ? undefined : setTimeout(() => tell(''), shown);
    return () => clearTimeout(timer);
  }, [toast]);
  const run = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        tell('');
        await work();
        return true;
      } catch (error) {
        tell(wordsOf(error as Error, say));
        return false;
      }
    },
    [say],
  );
  return [toast, { run, tell }];
}

/** Why something did not go well, for a person. */
function wordsOf({ name, message }: Error, say: Say): string {
  if (name === 'TypeError') return say('lost');
  if (name === 'NotReadableError' || name === 'NotFoundError') return say('unreadable');
  return /^\w+$/.test(message) ? `${say('refused')}: ${message}` : message;
}

/** What was refused a moment ago; in a dialog where one is open, for what lies under it is not heard. */
export function Toast() {
  const toast = useContext(ToastContext);
  return (
    <p className={toast === '' ? 'toast' : 'toast shown'} role="alert">
      {toast}
    </p>
  );
}
