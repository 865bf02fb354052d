/** `1 row`, `3 rows`. */
export function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

/** `1 host`, `3 hosts`. */
export function hostsOf(count: number): string {
  return count === 1 ? '1 host' : `${count} hosts`;
}
