import type { BlamedLine, ConfigEntry, ConfigHit, ConfigVersion, HostConfigRef } from '../../core/config/types.ts';
import type { Language } from '../../core/text.ts';
import type { Message, ReplyFile } from '../define.ts';
import { bytes, linesText } from './figures.ts';
import { clip, code, escapeText, listMessage, moment, person, sayer, sections, summaryText } from './kit.ts';

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
    message: { text: summaryText(line), blocks: sections([line]) },
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
  const count = more ? say(`${hits.length}+ lines`, `${hits.length}+ 行`) : linesText(hits.length, say);
  const title = say(`${clip(pattern, 60)}: ${count}`, `${clip(pattern, 60)}：${count}`);
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
    message: { text: summaryText(line), blocks: sections([line]) },
    file: { name: `${fileName(ref)}.blame.txt`, content: `${content}\n` },
  };
}

/** What stands above an archive. */
export function exportedConfigs(language: Language): Message {
  const line = sayer(language)(
    'Configs with a manifest of checksums; secrets are taken out, so they are for reading.',
    '配置及校验和清单；已去除敏感信息，仅供查看。',
  );
  return { text: summaryText(line), blocks: sections([line]) };
}

function nameOf({ host, name }: HostConfigRef): string {
  return `${host}/${name}`;
}

function fileName(ref: HostConfigRef): string {
  return nameOf(ref).replaceAll('/', '-');
}
