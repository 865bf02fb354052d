import { createHash } from 'node:crypto';
import { dialectOf } from '../../config/blocks/dialect.ts';
import type { Block, Dialect } from '../../config/blocks/types.ts';
import { readDevice } from '../../config/device-diff.ts';
import { lineMask } from '../../config/text/secrets.ts';
import { OpsError } from '../../errors.ts';
import type { Configure, Platform } from '../../platforms/define.ts';

/** A platform with its name. */
export interface DevicePlatform {
  readonly name: string;
  readonly platform: Platform;
}

/** How a device's configurations are written, read and shown. */
export interface Writing {
  readonly dialect: Dialect;
  readonly configure: Configure;
  read(config: string): readonly Block[];
  /** Takes secrets out of a line. */
  mask(line: string): string;
  /** SHA-256, hex, of a configuration without what does not count: noise, marks, secrets, how lines are laid out. */
  hash(config: string): string;
}

/** How a platform's devices are written. Error `push-unsupported` where they cannot be configured from here. */
export function writingOf({ name, platform }: DevicePlatform): Writing {
  const dialect = dialectOf(name);
  const { configure, noise, secrets } = platform;
  if (!dialect || !configure) throw unsupported(platform);
  const mask = lineMask(secrets);
  const read = (config: string) => readDevice(config, dialect, noise);
  return { dialect, configure, read, mask, hash: (config) => sha256(outline(read(config), mask, '')) };
}

/** Whether devices of a platform can be configured from here. */
export function canConfigure({ name, platform }: DevicePlatform): boolean {
  return dialectOf(name) !== undefined && platform.configure !== undefined;
}

/** SHA-256 of a text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function outline(blocks: readonly Block[], mask: (line: string) => string, indent: string): string {
  return blocks
    .map(({ text, more, children }) => {
      const own = mask([text, ...more].join('\n'));
      return `${indent}${own}\n${outline(children, mask, `${indent} `)}`;
    })
    .join('');
}

function unsupported({ title }: Platform): OpsError {
  return new OpsError('push-unsupported', {
    en: `Changing the configuration of a device that runs ${title.en}: it is not known here how such a device takes a change back by itself. Nothing was typed. The commands are shown; type them by hand.`,
    zh: `修改运行 ${title.zh} 的设备的配置：尚不清楚此类设备如何自动回退变更。未输入任何内容。命令已列出，请手动输入。`,
  });
}
