import type { Button, KnownBlock } from '@slack/types';
import { amiss, amissDigest } from '../../core/config/drift/amiss.ts';
import type { Drift } from '../../core/config/drift.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import {
  actions,
  clip,
  code,
  context,
  fitLines,
  header,
  leftOff,
  type Say,
  sayer,
  sections,
  summaryText,
  told,
} from './kit.ts';

const order: readonly Drift['state'][] = [
  ...(['drifted', 'absent', 'not-reached', 'no-running', 'several', 'as-intended', 'no-intended'] as const),
];
/** What a host's owner need not hear of: all is well, or it is not watched. */
const quiet: readonly Drift['state'][] = ['as-intended', 'no-intended'];

/** Slack's limit of a button's value. */
const longest = 2_000;

/** What was collected last held against what is intended, with a button that mends what differs. */
export function driftMessage(drifts: readonly Drift[], selector: string, language: Language): Message {
  const say = sayer(language);
  const off = hostsOf(amiss(drifts)).length;
  const title = say(
    `Drift of ${clip(selector, 60)}: ${off} of ${hosts(hostsOf(drifts).length)}`,
    `${clip(selector, 60)} 的配置偏离：${hostsOf(drifts).length} 台主机中 ${off} 台`,
  );
  const lines = drifts.length > 0 ? linesOf(drifts, language) : [nothingToCompare(say)];
  const collect = code(`/collect ${selector} --what config`, 200);
  const hint = say(
    `By what was collected last; ${collect} brings it up to date.`,
    `以最近一次采集为准；${collect} 更新采集结果。`,
  );
  return driftBlocks(title, lines, [...mendBlocks(drifts, selector, say), context(hint)], say);
}

/** What a schedule found that is not as intended, each with its next step and, unless that is done already, a button that mends. */
export function driftFound(drifts: readonly Drift[], selector: string, language: Language, isMended = false): Message {
  const say = sayer(language);
  const news = drifts.filter(({ state }) => !quiet.includes(state));
  const lost = drifts.filter(({ state }) => state === 'not-reached');
  const [all, off, unreached] = [drifts, amiss(drifts), lost].map((some) => hostsOf(some).length);
  const title = say(
    `Drift of ${clip(selector, 60)}: ${off} of ${hosts(all ?? 0)}, ${unreached} not reached`,
    `${clip(selector, 60)} 的配置偏离：${all} 台主机中 ${off} 台，${unreached} 台无法得知`,
  );
  const isEmpty = drifts.every(({ state }) => state === 'no-intended');
  const lines = [...linesOf(news, language), ...(isEmpty ? [nothingToCompare(say)] : []), ...notWatched(drifts, say)];
  return driftBlocks(title, lines, isMended ? [] : mendBlocks(drifts, selector, say), say);
}

/** That all is as intended, which it was not the last time. */
export function driftGone(drifts: readonly Drift[], selector: string, language: Language): Message {
  const say = sayer(language);
  const well = hostsOf(drifts.filter(({ state }) => state === 'as-intended')).length;
  const line = say(
    `✅ ${code(selector, 100)}: ${hosts(well)} as intended again.`,
    `✅ ${code(selector, 100)}：${well} 台主机已恢复与目标一致。`,
  );
  return { text: summaryText(line), blocks: sections([line, ...notWatched(drifts, say)]) };
}

function driftBlocks(title: string, lines: readonly string[], below: readonly KnownBlock[], say: Say): Message {
  const fitting = fitLines(lines, 9_000, (left) => leftOff(left, say));
  return { text: summaryText(title), blocks: [header(title), ...sections(fitting), ...below] };
}

/** A button for all that differs, and what it does where a device has lines too many; nothing where nothing differs. */
function mendBlocks(drifts: readonly Drift[], selector: string, say: Say): readonly KnownBlock[] {
  const count = amiss(drifts).length;
  const value = `${amissDigest(drifts)} ${selector}`;
  if (count === 0 || value.length > longest) return [];
  const button: Button = {
    type: 'button',
    action_id: 'config.mend',
    text: { type: 'plain_text', text: say(`Mend ${count}`, `纠正 ${count} 项`), emoji: false },
    style: 'primary',
    value,
  };
  const words = say(
    'Mend asks for a push of what is intended; what is too many goes where the config was pushed with --exact. Its plan says all.',
    '“纠正”会申请下发目标配置；仅当配置曾以 --exact 下发时才移除多出的内容。具体内容见其计划。',
  );
  return [...actions([button]), context(words)];
}

/** A line for each config that is not as intended; of a host whose configs all are, one. */
function linesOf(drifts: readonly Drift[], language: Language): readonly string[] {
  const say = sayer(language);
  const sorted = drifts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const off = new Set(hostsOf(drifts.filter(({ state }) => state !== 'as-intended')));
  const well = hostsOf(drifts).filter((host) => !off.has(host));
  const wellLine = (host: string) => {
    const count = drifts.filter((one) => one.host === host).length;
    const files = count > 1 ? say(` (${count} configs)`, `（${count} 个配置）`) : '';
    return `✅ ${code(host, 60)} ${say('as intended', '与目标一致')}${files}${moreOf(drifts, host, say)}`;
  };
  return [
    ...sorted.flatMap((one) => (one.state === 'as-intended' ? [] : [lineOf(one, language)])),
    ...well.map(wellLine),
  ];
}

function lineOf(drift: Exclude<Drift, { state: 'as-intended' }> | Drift, language: Language): string {
  const say = sayer(language);
  const host = code(drift.host, 60);
  switch (drift.state) {
    case 'drifted': {
      const { extra, lacking } = drift;
      const isEnds = extra + lacking === 0;
      const words = isEnds
        ? say('only line ends differ', '仅行尾不同')
        : say(
            `${lacking} lines are not there, ${extra} too many (+${extra} −${lacking})`,
            `缺少 ${lacking} 行，多出 ${extra} 行（+${extra} −${lacking}）`,
          );
      return `⚠️ ${nameOf(drift.intended)} ${words}${say('; next: ', '；下一步：')}${diffOf(drift.intended)}`;
    }
    case 'absent':
      return `⚠️ ${nameOf(drift.intended)} ${say('is not there', '不存在')}${say('; next: ', '；下一步：')}${diffOf(drift.intended)}`;
    case 'not-reached': {
      const what = drift.intended ? nameOf(drift.intended) : host;
      const why = told(drift.why, language, 300);
      return say(
        `🔌 ${what} not reached, so nothing is known of what is there now: ${why}`,
        `🔌 ${what} 未能读取，无法得知当前配置：${why}`,
      );
    }
    case 'no-running':
      return `❓ ${drift.intended ? nameOf(drift.intended) : host} ${say('was not collected yet; next: ', '尚未采集；下一步：')}${code(`/collect ${drift.host} --what config`, 200)}`;
    case 'several':
      return `❓ ${host} ${say('several intended files: which is its configuration is not clear', '有多个目标文件，无法判断哪个是设备配置')}`;
    default:
      return `❓ ${host} ${say('nothing intended is kept of it', '没有保存目标配置')}`;
  }
}

/** Lines that a device's config does not mention, which is no drift where it was added to what the device ran. */
function moreOf(drifts: readonly Drift[], host: string, say: Say): string {
  const count = drifts.reduce((sum, one) => {
    return one.host === host && one.state === 'as-intended' ? sum + (one.more ?? 0) : sum;
  }, 0);
  return count === 0 ? '' : say(`, and ${count} lines that it does not mention`, `，另有 ${count} 行未提及`);
}

function nameOf({ host, name }: { readonly host: string; readonly name: string }): string {
  return code(`${host}/${name}`, 150);
}

function diffOf({ host, name }: { readonly host: string; readonly name: string }): string {
  return code(`/config diff ${host}/${name} --running`, 200);
}

function nothingToCompare(say: Say): string {
  const save = code('/generate … --save');
  return say(
    `❓ Nothing could be compared: no intended config is kept of any device here, nor one of a server that files.yaml places. ${save} keeps some.`,
    `❓ 无可比较：这里的设备都没有保存目标配置，服务器也没有由 files.yaml 指定位置的目标配置。用 ${save} 保存。`,
  );
}

function notWatched(drifts: readonly Drift[], say: Say): readonly string[] {
  const count = hostsOf(drifts.filter(({ state }) => state === 'no-intended')).length;
  if (count === 0) return [];
  return [
    say(
      `${count === 1 ? '1 device' : `${count} devices`} without an intended config, so not compared.`,
      `${count} 台设备没有目标配置，未比较。`,
    ),
  ];
}

function hostsOf(drifts: readonly Drift[]): readonly string[] {
  return [...new Set(drifts.map(({ host }) => host))];
}

function hosts(count: number): string {
  return count === 1 ? '1 host' : `${count} hosts`;
}
