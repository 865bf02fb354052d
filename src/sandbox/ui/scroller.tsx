import type { ComponentProps } from 'react';

/** A box that may hold more than it shows; who has no mouse reaches it to scroll in it. */
export function Scroller(box: ComponentProps<'div'>) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  return <div tabIndex={0} {...box} />;
}
