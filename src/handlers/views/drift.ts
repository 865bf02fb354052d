import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import type { DriftSeen } from '../drifting.ts';
import { driftWords } from './configs.ts';
import {
  clip,
  code,
  fitLines,
  header,
  leftOff,
  lineMessage,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

const order: readonly DriftSeen['state'][] = ['drifted', 'not-reached', 'no-running', 'several'];

/** What a schedule found that is not as intended, each with its next step; `mended` is what came of mending it. */
export function driftFound(seen: readonly DriftSeen[], selector: string, language: Language): Message {
  const say = sayer(language);
  const news = seen.filter(({ state }) => order.includes(state));
  const sorted = news.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const count = (state: DriftSeen['state']) => seen.filter((one) => one.state === state).length;
  const title = say(
    `Drift of ${clip(selector, 60)}: ${count('drifted')} of ${devices(seen.length)}, ${count('not-reached')} not reached`,
    `${clip(selector, 60)} 的配置偏离：${seen.length} 台设备中 ${count('drifted')} 台，${count('not-reached')} 台未连上`,
  );
  const lines = [
    ...sorted.map((one) => lineOf(one, language)),
    ...(count('as-intended') + news.length === 0 ? [nothingToCompare(say)] : []),
    ...notWatched(count('no-intended'), say),
  ];
  const blocks = [header(title), ...sections(fitLines(lines, 9_000, (left) => leftOff(left, say)))];
  return { text: summaryText(title), blocks };
}

/** That all is as intended, which it was not the last time. */
export function driftGone(seen: readonly DriftSeen[], selector: string, language: Language): Message {
  const say = sayer(language);
  const well = seen.filter(({ state }) => state === 'as-intended').length;
  const line = say(
    `✅ ${code(selector, 100)}: ${devices(well)} as intended again.`,
    `✅ ${code(selector, 100)}：${well} 台设备已恢复与目标一致。`,
  );
  return lineMessage(line, ...notWatched(seen.length - well, say));
}

function lineOf(seen: DriftSeen, language: Language): string {
  const say = sayer(language);
  if (seen.state === 'not-reached') {
    const why = told(seen.why, language, 300);
    return say(
      `🔌 ${code(seen.host, 60)} not reached, so nothing is known of what it runs now: ${why}`,
      `🔌 ${code(seen.host, 60)} 未连上，无法得知当前运行配置：${why}`,
    );
  }
  const line = `${code(seen.host, 60)} ${driftWords(seen, say)}`;
  if (seen.state !== 'drifted') return `❓ ${line}`;
  const diff = code(`/config diff ${seen.intended.host}/${seen.intended.name} --running`, 200);
  return say(
    `${line} (+${seen.extra} −${seen.lacking}); next: ${diff}`,
    `${line}（+${seen.extra} −${seen.lacking}）；下一步：${diff}`,
  );
}

function nothingToCompare(say: Say): string {
  const save = code('/generate … --save');
  return say(
    `❓ Nothing could be compared: no intended config is kept of any device here. ${save} keeps some.`,
    `❓ 无可比较：这里的设备都没有保存目标配置。用 ${save} 保存。`,
  );
}

function notWatched(count: number, say: Say): readonly string[] {
  if (count === 0) return [];
  return [
    say(`${devices(count)} without an intended config, so not compared.`, `${count} 台设备没有目标配置，未比较。`),
  ];
}

function devices(count: number): string {
  return count === 1 ? '1 device' : `${count} devices`;
}
