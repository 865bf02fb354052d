import type { ReactNode } from 'react';
import { usePage } from './context.ts';
import { useFocusBack } from './focus.ts';

interface Given {
  readonly title: string;
  readonly className?: string;
  /** Of the whole, where it is another one than its title. */
  readonly label?: string;
  close(): void;
  readonly children: ReactNode;
}

/** What stands beside the chat until it is closed, by Escape as well. */
export function Side({ title, label = title, className = '', close, children }: Given) {
  const { say } = usePage();
  useFocusBack();
  return (
    <aside
      className={`side ${className}`}
      aria-label={label}
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) close();
      }}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="plain" aria-label={say('close')} onClick={close}>
          ✕
        </button>
      </header>
      {children}
    </aside>
  );
}
