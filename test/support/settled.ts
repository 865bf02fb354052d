import type { Team } from './team.ts';
import { wordsOf } from './watching.ts';

/** What the bot answers in the end: a message that says how far `/generate` has come is waited for until it is the result. */
export async function settledAnswer(
  team: Pick<Team, 'ask' | 'slack' | 'until'>,
  as: string,
  text: string,
): Promise<string> {
  const { ts } = await team.ask(as, text);
  return team.until(`the result of ${text}`, async () => {
    const words = (await team.slack.messages({ as })).filter((one) => one.ts === ts).map(wordsOf)[0];
    return words === undefined || /Generating `/.test(words) ? undefined : words;
  });
}
