import type { Amount, Verification } from '../../core/settings/types.ts';
import type { Say } from './kit.ts';

/** A duration in ms as people say it, in its two largest units: `1 m 20 s`, `1 分 20 秒`. */
export function duration(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const units: readonly [number, string, string][] = [
    [86_400, 'd', '天'],
    [3_600, 'h', '小时'],
    [60, 'm', '分'],
    [1, 's', '秒'],
  ];
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return say('0 s', '0 秒');
  const parts = units.slice(first, first + 2).map(([size, en, zh], index) => {
    const count = index === 0 ? Math.floor(seconds / size) : Math.floor((seconds % (units[first]?.[0] ?? 1)) / size);
    return index > 0 && count === 0 ? '' : say(`${count} ${en}`, `${count} ${zh}`);
  });
  return parts.filter(Boolean).join(' ');
}

/** A size in bytes, in powers of 1,000: `12.3 MB`. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  const value = size / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** A bar of `width` cells that shows `part` of `whole`. */
export function bar(part: number, whole: number, width = 20): string {
  const full = whole === 0 ? 0 : Math.floor((Math.min(part, whole) / whole) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

/** "1 host", "3 hosts"; `3 台主机`. */
export function hosts(count: number, say: Say): string {
  return say(count === 1 ? '1 host' : `${count} hosts`, `${count} 台主机`);
}

/** "1 line", "3 lines"; `3 行`. */
export function linesText(count: number, say: Say): string {
  return say(count === 1 ? '1 line' : `${count} lines`, `${count} 行`);
}

/** `25%`, `3 hosts`. */
export function amount(value: Amount, say: Say): string {
  return 'percent' in value ? `${value.percent}%` : hosts(value.count, say);
}

/** What one verification looks at, in plain words; outside text in it is not escaped. */
export function verification(check: Verification, say: Say): string {
  const within = say(`within ${duration(check.within, say)}`, `${duration(check.within, say)}内`);
  if ('http' in check) {
    const from = check.from === 'bot' ? say(' from the bot', '（由机器人访问）') : '';
    const holding =
      check.contains === undefined ? '' : say(` containing "${check.contains}"`, `，且包含“${check.contains}”`);
    return say(
      `HTTP ${check.status} at ${check.http}${holding}${from} ${within}`,
      `${within} ${check.http} 返回 ${check.status}${holding}${from}`,
    );
  }
  if ('tcp' in check) return say(`TCP port ${check.tcp} open ${within}`, `${within} TCP 端口 ${check.tcp} 可连接`);
  if ('command' in check) return say(`"${check.command}" exits 0 ${within}`, `${within}“${check.command}”返回 0`);
  return say(`unit ${check.unit} active ${within}`, `${within} 服务单元 ${check.unit} 处于 active`);
}
