import { useState } from 'react';
import { useNow, usePage } from './context.ts';

/** Whether the page still hears of the sandbox, and of which; that it is another one, until somebody closes it. */
export function Banner() {
  const { say } = usePage();
  const seen = useNow();
  const [closed, close] = useState('');
  const restarted = seen.restarted && seen.boot !== closed;
  const words = seen.link === 'lost' ? 'lost' : restarted ? 'restarted' : undefined;
  return (
    words && (
      <div className="banner">
        <p role="status">{say(words)}</p>
        {words === 'restarted' && (
          <button type="button" className="plain" aria-label={say('close')} onClick={() => close(seen.boot)}>
            ✕
          </button>
        )}
      </div>
    )
  );
}
