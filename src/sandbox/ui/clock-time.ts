/** A time of day as `12:03:10`, of ms since the epoch. */
export const clockTime = (at: number): string => new Date(at).toLocaleTimeString('en-GB');
