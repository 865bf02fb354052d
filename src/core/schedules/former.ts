/** What a schedule collects stood in the schedule itself while schedules did nothing else. */
const collecting = ['source', 'selector', 'what', 'command', 'resources', 'changesOnly'];

/** A schedule as it is kept now, of one that may be kept as it was then. */
export function asKeptNow(schedule: unknown): unknown {
  if (typeof schedule !== 'object' || schedule === null || 'job' in schedule) return schedule;
  const [own, rest] = [true, false].map((isOwn) =>
    Object.fromEntries(Object.entries(schedule).filter(([name]) => collecting.includes(name) === isOwn)),
  );
  return { ...rest, job: { kind: 'collect', ...own } };
}
