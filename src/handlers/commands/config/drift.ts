import { driftOf } from '../../../core/config/drift.ts';
import { chosenHosts } from '../../../core/inventory/environments.ts';
import { form } from '../../define.ts';
import { isScheduled, refuseAlone, scheduled } from '../../jobs.ts';
import { toggle } from '../../parse/args.ts';
import { optionalSelector, timing } from '../../parse/shapes.ts';
import { membership } from '../../rights.ts';
import { driftMessage } from '../../views/configs.ts';
import { ephemeral } from '../../views/notice.ts';
import { said } from './named.ts';

export default form({
  word: 'drift',
  summary: {
    en: 'Which devices run otherwise than they are meant to, by what was collected of them last; with --every they are collected anew each time.',
    zh: '哪些设备的运行配置偏离目标配置（按最近一次采集）；加 --every 定期重新采集并检查。',
  },
  args: {
    selector: optionalSelector,
    ...timing,
    mend: toggle({
      en: 'with --every: push what is intended to those that drifted',
      zh: '与 --every 同用：向偏离的设备下发目标配置',
    }),
  },
  example: 'type=switch',
  right: membership,
  handle: async ({ selector: words, mend, ...times }, request, deps) => {
    const { settings, configs, platforms } = deps;
    const { language } = request;
    const text = said(words);
    if (isScheduled(times)) {
      const selector = text === '' ? 'all' : text;
      return scheduled({ kind: 'drift', selector, mend }, times, request, deps);
    }
    refuseAlone(times, { '--mend': mend });
    const hosts = text === '' ? Object.values(settings.current().hosts) : chosenHosts(text, settings.current());
    return ephemeral(driftMessage(await driftOf(configs, hosts, platforms), language));
  },
});
