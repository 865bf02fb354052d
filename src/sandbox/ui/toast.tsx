import { useContext } from 'react';
import { ToastContext } from './context.ts';

/** What was refused a moment ago; in a dialog where one is open, for what lies under it is not heard. */
export function Toast() {
  const toast = useContext(ToastContext);
  return (
    <p className={toast === '' ? 'toast' : 'toast shown'} role="alert">
      {toast}
    </p>
  );
}
