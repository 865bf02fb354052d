import { driftOf } from '../../../core/config/drift.ts';
import { chosenHosts } from '../../../core/inventory/environments.ts';
import { form } from '../../define.ts';
import { isScheduled, refuseAlone, scheduled } from '../../jobs.ts';
import { toggle } from '../../parse/args.ts';
import { optionalSelector, timing } from '../../parse/shapes.ts';
import { membership } from '../../rights.ts';
import { driftMessage } from '../../views/drift.ts';
import { ephemeral } from '../../views/notice.ts';
import { said } from './named.ts';

export default form({
  word: 'drift',
  summary: {
    en: 'Which devices run, and which servers have configs, otherwise than they are meant to, by what was collected last; with --every they are collected anew each time.',
    zh: '哪些设备的运行配置、哪些服务器的配置文件偏离目标配置（按最近一次采集）；加 --every 定期重新采集并检查。',
  },
  args: {
    selector: optionalSelector,
    ...timing,
    mend: toggle({
      en: 'with --every: push what is intended where it drifted',
      zh: '与 --every 同用：对偏离的配置下发目标配置',
    }),
  },
  example: 'type=switch',
  right: membership,
  handle: async ({ selector: words, mend, ...times }, request, deps) => {
    const { settings } = deps;
    const { language } = request;
    const text = said(words);
    const selector = text === '' ? 'all' : text;
    if (isScheduled(times)) {
      return scheduled({ kind: 'drift', selector, mend }, times, request, deps);
    }
    refuseAlone(times, { '--mend': mend });
    const drifts = await driftOf(chosenHosts(selector, settings.current()), deps);
    return ephemeral(driftMessage(drifts, selector, language));
  },
});
