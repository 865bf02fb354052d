/**
 * Stands for a part that could not be opened, so that the rest of the bot goes on without it: whatever is asked of it
 * fails with the error that it could not be opened with.
 */
export function unusable<T extends object>(error: unknown): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      // An await looks for it.
      if (name === 'then') return undefined;
      throw error;
    },
  });
}
