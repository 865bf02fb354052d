import { type Text, verbatim } from '../../text.ts';

/** Where values come from, as `--explain` says it. */
export const origins = {
  default: { en: 'default of the template', zh: '模板默认值' },
  group: (name: string): Text => ({ en: `group ${name}`, zh: `分组 ${name}` }),
  site: (name: string): Text => ({ en: `site ${name}`, zh: `站点 ${name}` }),
  platform: (name: string): Text => ({ en: `platform ${name}`, zh: `平台 ${name}` }),
  host: { en: 'the host itself', zh: '主机本身' },
  label: { en: 'label of the host', zh: '主机标签' },
  facts: { en: 'collected facts', zh: '采集到的信息' },
  set: verbatim('--set'),
} as const;
