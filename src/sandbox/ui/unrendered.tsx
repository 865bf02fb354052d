import type { Fields } from '../slack/types.ts';
import { usePage } from './context.ts';

/** Stands for what the page cannot show; tests look for the mark. */
export function Unrendered({ what }: { what: Fields }) {
  const { say } = usePage();
  return (
    <div className="unrendered" data-unrendered={String(what.type)}>
      {say('unrendered')}: {String(what.type)}
    </div>
  );
}
