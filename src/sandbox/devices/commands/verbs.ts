import type { Verb, View } from './device.ts';

/** A command without values. */
export const flag = (words: string): Verb => ({ set: new RegExp(`^${words}$`), undo: new RegExp(`^${words}$`) });

/** One value, undone without it. */
export const value = (words: string, more: Partial<Verb> = {}): Verb => ({
  set: new RegExp(`^${words} \\S.*$`),
  undo: new RegExp(`^${words}$`),
  ...more,
});

/** As many as are typed, each undone by all of its words. */
export const whole = (pattern: string, more: Partial<Verb> = {}): Verb => ({
  set: new RegExp(`^(${pattern})$`),
  undo: new RegExp(`^(${pattern})$`),
  ...more,
});

/** Whether a view has such a line or block. */
export const has = (view: View, pattern: RegExp): boolean =>
  [...view.lines.values()].some((line) => pattern.test(typeof line === 'string' ? line : line.header));

/** Takes such lines and blocks out of a view. */
export const drop = (view: View, pattern: RegExp): void => {
  for (const [slot, line] of view.lines) {
    if (pattern.test(typeof line === 'string' ? line : line.header)) view.lines.delete(slot);
  }
};
