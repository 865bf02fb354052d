/** A map that forgets what was not asked for the longest time once it holds more than `limit`. */
interface Recent<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

/** An empty one; it relies on Map keeping the order in which keys were set. */
export function createRecent<T>(limit: number): Recent<T> {
  const values = new Map<string, T>();
  return {
    get: (key) => {
      const value = values.get(key);
      if (value === undefined) return undefined;
      values.delete(key);
      values.set(key, value);
      return value;
    },
    set: (key, value) => {
      values.delete(key);
      values.set(key, value);
      const [oldest] = values.keys();
      if (values.size > limit && oldest !== undefined) values.delete(oldest);
    },
    clear: () => values.clear(),
  };
}
