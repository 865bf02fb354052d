import { bot } from '../cast.ts';
import type { Rewriting } from '../types.ts';
import type { World } from '../world.ts';

/** What of a typed text stays as it is: code spans, which clients do not touch, and what is already marked up. */
const untouchable = /`[^`]*`|<[^>]*>/;
const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const url = /https?:\/\/[^\s|<>]+/;
const host = /(?<![\w@/.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w@-])/i;
const broadcasts = ['here', 'channel', 'everyone'];

/**
 * What leaves a person's client when they type `text`, as DESIGN section 4 describes it: entities escaped, then dashes,
 * quotes, links and mentions as `how` says. A slash command carries names beside ids (`<@U…|name>`), a message does not.
 */
export function rewritten(world: World, text: string, how: Rewriting, slash: boolean): string {
  const mention = mentions(world);
  const tokens = new RegExp([untouchable, url, address, host, mention].map((each) => each.source).join('|'), 'gi');
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    parts.push(plainPart(text.slice(end, match.index), how), token(world, match[0], mention, how, slash));
    end = match.index + match[0].length;
  }
  return [...parts, plainPart(text.slice(end), how)].join('');
}

/** What may be a mention: a name of several words that somebody here has before a single word. */
function mentions({ users }: World): RegExp {
  const names = [...users.values()].flatMap(({ name, realName }) => [name, realName]);
  const longestFirst = names.filter(Boolean).sort((a, b) => b.length - a.length);
  const known = longestFirst.map((name) => name.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|');
  return new RegExp(String.raw`(?<![\w.])(?:@(?:${known})(?![\w-]|\.\w)|[@#][\w.-]*\w)`);
}

function token(world: World, word: string, mention: RegExp, how: Rewriting, slash: boolean): string {
  if (whole(untouchable).test(word)) return escaped(word);
  if (whole(url).test(word)) return how.links ? `<${escaped(word)}>` : escaped(word);
  if (whole(mention).test(word)) return how.mentions ? named(world, word, slash) : escaped(word);
  if (whole(address).test(word)) return how.links ? `<mailto:${word}|${word}>` : word;
  return how.links ? `<http://${word}|${word}>` : word;
}

const whole = (pattern: RegExp) => new RegExp(`^(?:${pattern.source})$`, 'i');

function named(world: World, word: string, slash: boolean): string {
  const wanted = word.slice(1).toLowerCase();
  const is = (name: string) => name.toLowerCase() === wanted;
  if (word.startsWith('#')) {
    const channel = [...world.channels.values()].find((each) => !each.im && is(each.name));
    return channel ? `<#${channel.id}|${channel.name}>` : escaped(word);
  }
  if (broadcasts.includes(wanted)) return `<!${wanted}>`;
  const group = world.groups.find(({ handle }) => is(handle));
  if (group) return slash ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
  const all = [...world.users.values()];
  const user =
    wanted === 'bot'
      ? world.users.get(bot.userId)
      : (all.find(({ name }) => is(name)) ?? all.find(({ realName }) => is(realName)));
  if (!user) return escaped(word);
  return slash ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
}

function plainPart(text: string, how: Rewriting): string {
  const dashed = how.dashes ? text.replaceAll('--', '—') : text;
  return escaped(how.quotes ? curly(dashed) : dashed);
}

function curly(text: string): string {
  return text
    .replace(/(^|[\s=(])"/g, '$1“')
    .replaceAll('"', '”')
    .replace(/(^|[\s=(])'/g, '$1‘')
    .replaceAll("'", '’');
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
