/** Lets a bounded number in at a time, in the order they came. */
export interface Gate {
  /** Resolves with what must be called (once is enough) to leave; rejects with the signal's reason when aborted. */
  enter(signal: AbortSignal): Promise<() => void>;
  /** Lowers the limit to one below those inside now, never under one; false when nobody else is inside. */
  narrow(): boolean;
  /** How many are inside or waiting. */
  size(): number;
}

/** A gate for `limit` at a time. */
export function createGate(limit: number): Gate {
  let inside = 0;
  let most = limit;
  const waiting: (() => void)[] = [];

  const admit = () => {
    while (inside < most && waiting.length > 0) {
      inside++;
      waiting.shift()?.();
    }
  };

  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside--;
      admit();
    };
  };

  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const enter = () => {
          signal.removeEventListener('abort', giveUp);
          resolve(leaveOnce());
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal.reason);
        };
        signal.addEventListener('abort', giveUp, { once: true });
        waiting.push(enter);
        admit();
      }),
    narrow: () => {
      if (inside < 2) return false;
      most = Math.max(1, Math.min(most, inside - 1));
      return true;
    },
    size: () => inside + waiting.length,
  };
}
