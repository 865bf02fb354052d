import { useRef } from 'react';
import { usePage } from './context.ts';

interface Given {
  readonly entries: readonly { readonly value: string; readonly text: string }[];
  choose(value: string): void;
}

/** A menu behind three dots. It closes once something is chosen, on Escape, and when the focus goes elsewhere. */
export function Popup({ entries, choose }: Given) {
  const { say } = usePage();
  const dots = useRef<HTMLElement>(null);
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) box.current.open = false;
  };
  const closeByHand = () => {
    close();
    dots.current?.focus();
  };
  return (
    <details
      ref={box}
      className="overflow"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !box.current?.open) return;
        event.preventDefault();
        closeByHand();
      }}
    >
      <summary ref={dots} aria-label={say('more')}>
        ⋯
      </summary>
      <div className="popup">
        {entries.map(({ value, text }) => (
          <button
            key={value}
            type="button"
            onClick={() => {
              closeByHand();
              choose(value);
            }}
          >
            {text}
          </button>
        ))}
      </div>
    </details>
  );
}
