import type { HostProgress, Run } from '../../core/runs/types.ts';
import { duration } from './figures.ts';
import { clip, clipMarkup, code, escapeText, type Say } from './kit.ts';
import { planWords, wholePlanCommand } from './plans/types.ts';
import { hostWords, stepWords } from './words.ts';

/** More hosts than this are summed up instead of listed. */
const listed = 20;
const named = 10;

/** A run's hosts, batch by batch with their state, or summed up where they are many. */
export function hostLines(run: Run, say: Say, now: number): readonly string[] {
  const batches = run.plan?.batches ?? [Object.keys(run.hosts)];
  const names = batches.flat();
  if (names.length > listed) return [...counts(run, names, say), ...remarkable(run, names, say, now)];
  return batches.flatMap((batch, index) => [
    ...(batches.length > 1 ? [`*${batchName(index, batches.length, say)}*`] : []),
    ...batch.map((name) => hostLine(run, name, say, now)),
  ]);
}

/** One host: its sign and name, what changes, and how far it is. */
export function hostLine(run: Run, name: string, say: Say, now: number): string {
  const progress = run.hosts[name];
  const sign = hostWords[shownState(progress)].sign;
  const words = run.plan && planWords(run.plan, say);
  const parts = [`${sign} ${code(name)}`, words?.change(name) ?? '', progress ? doing(progress, say, now) : ''];
  const isAhead = progress === undefined || progress.state === 'pending';
  const before = isAhead ? (words?.before(name, wholePlanCommand(run.id)) ?? []) : [];
  const error = toldAbove(run, progress?.error) ? undefined : progress?.error;
  const failed = error
    ? `\n      ${clipMarkup(escapeText(clip(say(error.text.en, error.text.zh), 400).replace(/\s+/g, ' ')), 400)}`
    : '';
  return [parts.filter(Boolean).join('  ') + failed, ...before].join('\n');
}

/** Whether why the run ended says it already. */
function toldAbove({ why }: Run, error: HostProgress['error']): boolean {
  return why !== undefined && error !== undefined && `\n${why.en}\n`.includes(`\n${error.text.en}\n`);
}

/** "Batch 2 of 5". */
export function batchName(index: number, count: number, say: Say): string {
  return say(`Batch ${index + 1} of ${count}`, `第 ${index + 1} 批，共 ${count} 批`);
}

/** A host that was only looked at waits for its batch: nothing is done there. */
function shownState(progress: HostProgress | undefined): HostProgress['state'] {
  if (progress?.state !== 'working') return progress?.state ?? 'pending';
  const { step, done } = progress;
  const steps = [...done.forward, ...done.undo];
  return step === undefined && steps.every((each) => each === 'preflight') ? 'pending' : 'working';
}

function doing(progress: HostProgress, say: Say, now: number): string {
  if (shownState(progress) === 'pending') return '';
  const words = hostWords[progress.state];
  const step = progress.step && say(stepWords[progress.step].en, stepWords[progress.step].zh);
  const undo = progress.phase === 'undo' && progress.state === 'working' ? say('undo: ', '撤销：') : '';
  const at = ['working', 'failed', 'undo-failed'].includes(progress.state) ? step : undefined;
  const what =
    progress.state === 'working'
      ? (at ?? say(words.en, words.zh))
      : say(words.en, words.zh) + (at ? say(` at ${at}`, `（${at}）`) : '');
  const took =
    progress.startedAt === undefined || progress.state === 'skipped'
      ? ''
      : duration((progress.endedAt ?? now) - progress.startedAt, say);
  return [`${undo}${what}`, took].filter(Boolean).join(' · ');
}

function counts(run: Run, names: readonly string[], say: Say): readonly string[] {
  const states = Object.entries(hostWords).flatMap(([state, words]) => {
    const count = names.filter((name) => shownState(run.hosts[name]) === state).length;
    return count === 0 ? [] : [`${words.sign} ${count} ${say(words.en, words.zh)}`];
  });
  const shown = names
    .slice(0, named)
    .map((name) => code(name))
    .join(' ');
  const more = say(`${shown} and ${names.length - named} more`, `${shown} 等 ${names.length} 台`);
  const isAhead = names.every((name) => (run.hosts[name]?.state ?? 'pending') === 'pending');
  const whole = code(wholePlanCommand(run.id));
  const all = say(`What changes on each: ${whole}`, `各主机的改动：${whole}`);
  return [states.join('   '), more, ...(isAhead && run.plan ? [all] : [])];
}

/** The hosts that failed and those being worked on, the first of each by name. */
function remarkable(run: Run, names: readonly string[], say: Say, now: number): readonly string[] {
  return [['failed', 'undo-failed'], ['working']].flatMap((states) => {
    const found = names.filter((name) => states.includes(shownState(run.hosts[name])));
    const left = found.length - named;
    const more = left > 0 ? [say(`… and ${left} more`, `…… 还有 ${left} 台`)] : [];
    return [...found.slice(0, named).map((name) => hostLine(run, name, say, now)), ...more];
  });
}
