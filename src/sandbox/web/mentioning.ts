import { bot } from '../slack/cast.ts';
import type { World } from '../slack/world.ts';

/** Whom a text that is one word with `@` before it can mean so far: the bot, then people; undefined for another text. */
export function mentioning({ users }: World, typed: string) {
  const begun = /^@(\S*)$/.exec(typed)?.[1]?.toLowerCase();
  if (begun === undefined) return undefined;
  const all = [...users.values()].sort((a, b) => Number(b.id === bot.userId) - Number(a.id === bot.userId));
  const meant = all.filter(
    ({ name, realName }) => name !== begun && [name, realName].some((each) => each.toLowerCase().startsWith(begun)),
  );
  return { from: 0, items: meant.map(({ name, realName }) => ({ text: `@${name}`, hint: realName })) };
}
