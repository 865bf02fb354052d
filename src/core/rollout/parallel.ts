/**
 * Runs `work` over `items`, at most `limit` at a time; the results in the order of the items. Where one rejects, no
 * more are begun, and it rejects with that one's reason once those under way are over: nothing goes on unwatched.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      const index = next;
      next += 1;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, worker));
  const rejected = workers.find((one) => one.status === 'rejected');
  if (rejected) throw rejected.reason;
  return results;
}
