import type { Pin } from '../../core/config/pins.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clip, code, escapeText, lineMessage, listMessage, moment, person, sayer } from './kit.ts';

/** Configs that are pinned: to what, by whom, since when and why. */
export function pinList(pins: readonly Pin[], language: Language): Message {
  const say = sayer(language);
  const lines = pins.map(({ host, name, revision, by, at, reason }) => {
    const why = reason === undefined ? '' : ` · ${escapeText(clip(reason, 200))}`;
    return `• ${code(`${host}/${name}`, 150)} ${code(revision.slice(0, 10))} ${person(by)} ${moment(at)}${why}`;
  });
  const none = say('No config is pinned.', '没有固定的配置。');
  const hint = say(
    'Of what is pinned, no other revision is saved or pushed. /config unpin with one of them lifts that.',
    '已固定的配置不会保存或下发其他版本。用 /config unpin 加配置名解除。',
  );
  const how = say('/config pin <host>/<name> pins one.', '用 /config pin <主机>/<名称> 固定。');
  const title = say(`Pinned configs (${pins.length})`, `已固定的配置（${pins.length}）`);
  return listMessage(title, lines.length > 0 ? lines : [none], lines.length > 0 ? hint : escapeText(how), say);
}

/** That somebody pinned a config. */
export function pinnedMessage(config: string, revision: string, by: string, language: Language): Message {
  const [name, id, unpin] = [code(config, 150), code(revision.slice(0, 10)), code(`/config unpin ${config}`, 200)];
  const line = sayer(language)(
    `📌 ${person(by)} pinned ${name} to revision ${id}: no other one is saved or pushed. ${unpin} lifts that.`,
    `📌 ${person(by)} 已将 ${name} 固定在版本 ${id}：不会保存或下发其他版本。用 ${unpin} 解除。`,
  );
  return lineMessage(line);
}

/** That somebody lifted a pin. */
export function unpinnedMessage(config: string, pin: Pin, by: string, language: Language): Message {
  const [name, id] = [code(config, 150), code(pin.revision.slice(0, 10))];
  const line = sayer(language)(
    `${person(by)} lifted the pin of ${name}, which ${person(pin.by)} had pinned to revision ${id}.`,
    `${person(by)} 已解除 ${name} 的固定（由 ${person(pin.by)} 固定在版本 ${id}）。`,
  );
  return lineMessage(line);
}
