/** A function that remembers its last `size` answers. For pure functions: what it keeps can always be worked out anew. */
export function memo<T>(work: (key: string) => T, size: number): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = work(key);
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > size && oldest !== undefined) known.delete(oldest);
    return answer;
  };
}
