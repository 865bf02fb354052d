import type { Drift } from '../../core/config/drift.ts';
import type { BlamedLine, ConfigEntry, ConfigHit, ConfigVersion, HostConfigRef } from '../../core/config/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { bytes, linesText } from './figures.ts';
import { clip, code, escapeText, lineMessage, listMessage, moment, person, type Say, sayer } from './kit.ts';

/** Configs that are kept, one line each. */
export function configList(entries: readonly ConfigEntry[], language: Language): Message {
  const say = sayer(language);
  const words = { intended: say('intended', '目标'), running: say('running', '运行') };
  const lines = entries.flatMap(({ ref, size }) =>
    ref.kind === 'template' ? [] : [`• ${code(`${ref.host}/${ref.name}`, 150)} ${words[ref.kind]} · ${bytes(size)}`],
  );
  const none = say('None is kept yet. /generate … --save keeps some.', '尚未保存配置。用 /generate … --save 保存。');
  const hint = say(
    '/config history, diff, show or blame with one of them.',
    '用 /config history、diff、show 或 blame 加配置名查看。',
  );
  return listMessage(
    say(`Configs (${lines.length})`, `配置（${lines.length}）`),
    lines.length > 0 ? lines : [none],
    hint,
    say,
  );
}

/** A config as a file below a line. */
export function configShown(
  ref: HostConfigRef,
  text: string,
  language: Language,
): { message: Message; file: ReplyFile } {
  const say = sayer(language);
  const lines = text.split('\n').length - 1;
  const line = `${code(nameOf(ref), 150)} · ${linesText(lines, say)}`;
  return {
    message: lineMessage(line),
    file: { name: fileName(ref), content: text },
  };
}

/** The versions of a config, newest first. */
export function configHistory(ref: HostConfigRef, versions: readonly ConfigVersion[], language: Language): Message {
  const say = sayer(language);
  const lines = versions.map(({ short, author, when, message, trailers, added, removed }, at) => {
    const who = author.id && author.name === author.id ? person(author.id) : escapeText(clip(author.name, 60));
    const why = clip(message.split('\n')[0] ?? '', 150);
    const template = trailers.Template ? ` · ${trailers.Template}` : '';
    return `• ${at} ${code(short)} ${moment(when)} ${who} +${added} −${removed} ${escapeText(`${why}${template}`)}`;
  });
  const differ = code(`/config diff ${nameOf(ref)} --from 1`, 200);
  const hint =
    versions.length > 1
      ? say(`${differ} shows the newest change.`, `${differ} 查看最近一次变化。`)
      : say('There is nothing earlier to compare it with.', '没有更早的版本可供比较。');
  return listMessage(
    say(
      `${clip(nameOf(ref), 80)}: ${versions.length === 1 ? '1 version' : `${versions.length} versions`}`,
      `${clip(nameOf(ref), 80)}：${versions.length} 个版本`,
    ),
    lines,
    hint,
    say,
  );
}

/** Lines that were found. */
export function hitsMessage(pattern: string, hits: readonly ConfigHit[], more: boolean, language: Language): Message {
  const say = sayer(language);
  const lines = hits.map(({ ref, line, text }) => {
    const name = ref.kind === 'template' ? ref.name : nameOf(ref);
    return `• ${code(`${name}:${line}`, 150)} ${code(clip(text.trim(), 150), 160)}`;
  });
  const title = say(
    `${clip(pattern, 60)}: ${more ? `more than ${hits.length} lines` : linesText(hits.length, say)}`,
    `${clip(pattern, 60)}：${more ? '超过 ' : ''}${hits.length} 行`,
  );
  const hint = more
    ? say('There are more: narrow the hosts or the text.', '还有更多：请缩小主机范围或文本。')
    : say('Configs that are kept, intended and running.', '在已保存的目标与运行配置中查找。');
  return listMessage(title, lines.length > 0 ? lines : [say('Nothing was found.', '未找到。')], hint, say);
}

/** Who changed each line last, as a file. */
export function blameFile(
  ref: HostConfigRef,
  lines: readonly BlamedLine[],
  language: Language,
): { message: Message; file: ReplyFile } {
  const say = sayer(language);
  const content = lines
    .map(
      ({ id, author, when, text }) =>
        `${id.slice(0, 10)} ${new Date(when).toISOString().slice(0, 10)} ${author} | ${text}`,
    )
    .join('\n');
  const line = say(`${code(nameOf(ref), 150)}, line by line`, `${code(nameOf(ref), 150)} 逐行追溯`);
  return {
    message: lineMessage(line),
    file: { name: `${fileName(ref)}.blame.txt`, content: `${content}\n` },
  };
}

/** Devices, those that drifted first, and how to see what mends each. */
export function driftMessage(drifts: readonly Drift[], language: Language): Message {
  const say = sayer(language);
  const order = ['drifted', 'as-intended', 'several', 'no-running', 'no-intended'];
  const lines = drifts
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map((drift) => `• ${code(drift.host, 60)} ${driftWords(drift, say)}`);
  const drifted = drifts.filter(({ state }) => state === 'drifted');
  const none = say('No device whose configuration language is known here.', '没有可比较配置的设备。');
  const [first] = drifted;
  const name = first && 'intended' in first ? nameOf(first.intended) : '<host>/<file>';
  const hint = say(
    `${code(`/config diff ${name} --running`, 200)} shows what differs and the commands. ${code('/collect <host> --what config')} brings what runs up to date.`,
    `${code(`/config diff ${name} --running`, 200)} 查看差异和所需命令。${code('/collect <主机> --what config')} 更新运行配置。`,
  );
  const title = say(
    `Drift: ${drifted.length} of ${drifts.length === 1 ? '1 device' : `${drifts.length} devices`}`,
    `偏离：${drifts.length} 台设备中 ${drifted.length} 台`,
  );
  return listMessage(title, lines.length > 0 ? lines : [none], hint, say);
}

/** How a device runs, in words. */
export function driftWords(drift: Drift, say: Say): string {
  if (drift.state === 'drifted') {
    const { extra, lacking, intended } = drift;
    return `⚠️ ${code(intended.name, 80)} ${say(`${lacking} ${lacking === 1 ? 'line is' : 'lines are'} not there, ${extra} too many`, `缺少 ${lacking} 行，多出 ${extra} 行`)}`;
  }
  return {
    'as-intended': say('as intended', '与目标一致'),
    several: say(
      'several intended files: which is its configuration is not clear',
      '有多个目标文件，无法判断哪个是设备配置',
    ),
    'no-running': say('its configuration was not collected yet', '尚未采集其配置'),
    'no-intended': say('nothing intended is kept of it', '没有保存目标配置'),
  }[drift.state];
}

/** What stands above an archive. */
export function exportedConfigs(language: Language): Message {
  const line = sayer(language)(
    'Configs with a manifest of checksums; secrets are taken out, so they are for reading.',
    '配置及校验和清单；已去除敏感信息，仅供查看。',
  );
  return lineMessage(line);
}

function nameOf({ host, name }: HostConfigRef): string {
  return `${host}/${name}`;
}

function fileName(ref: HostConfigRef): string {
  return nameOf(ref).replaceAll('/', '-');
}
