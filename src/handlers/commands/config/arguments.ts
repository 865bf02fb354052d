import { z } from 'zod';
import { flag, toggle, word } from '../../parse/args.ts';

/** `<host>/<name>`, or a host alone where that is clear. */
export const config = word({
  shown: '<host>[/<name>]',
  expects: {
    en: 'a config (/config list shows them), such as web-01/nginx/shop.conf',
    zh: '配置（用 /config list 查看），例如 web-01/nginx/shop.conf',
  },
  schema: z.string().max(400),
});

/** `--revision`, `--from`, `--to`: what `ConfigStore.revision` takes. */
export const revision = flag({
  shown: 'revision',
  expects: {
    en: 'an id, 1 for the version before the newest, a date such as 2026-11-01, or an age such as 7d',
    zh: '版本号、1（上一个版本）、日期（2026-11-01）或时长（7d）',
  },
  schema: z.string().max(60),
});

/** `--running`. */
export const running = toggle({
  en: 'of what the host was seen to run, in place of what it is to run',
  zh: '采集到的运行配置，而非目标配置',
});
