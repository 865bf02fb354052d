import type { Language } from '../core/text.ts';
import type { Reply, UploadRequest } from '../handlers/define.ts';
import type { Deps } from '../handlers/deps.ts';
import { answerMention, answerUpload, takesUpload } from '../handlers/dispatch.ts';
import type { Answers, Origin } from './answer.ts';
import type { Deliveries } from './dedupe.ts';
import { type Described, filesOf, sharedFile } from './files/known.ts';
import { isPerson } from './files/newest.ts';
import type { Languages } from './languages.ts';

/** A message as Slack's `message` event tells of it. */
export interface Said {
  readonly subtype?: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly channel: string;
  /** `im` for a conversation with the bot. */
  readonly channel_type?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly files?: unknown;
}

interface Options {
  readonly deps: Deps;
  readonly answers: Pick<Answers, 'give'>;
  readonly languages: Languages;
  readonly deliveries: Deliveries;
  /** What can be read of a file that a message shows. */
  readonly whole: (file: Described) => Promise<Described | undefined>;
}

/** Messages that people write; edits, deletions and the like have other subtypes. */
const written: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** Whether a message may hold an upload: files, of somebody who is no app. */
export function holdsFiles(said: Said): boolean {
  return written.includes(said.subtype) && said.bot_id === undefined && said.user !== undefined && hasFiles(said);
}

/** Whether it is a text that somebody, who is no app, wrote to the bot alone. */
export function isDirect(said: Said): said is Said & { readonly user: string } {
  const written = said.subtype === undefined && said.bot_id === undefined && said.user !== undefined;
  return written && said.channel_type === 'im' && !hasFiles(said);
}

export function hasFiles(message: { readonly files?: unknown }): boolean {
  return Array.isArray(message.files) && message.files.length > 0;
}

/**
 * Answers the files of a message one after the other, each once, in the thread under it. Files that no kind takes stay
 * without answer, unless the message mentions the bot (whose user id is `bot`): then its words are a command, and where
 * there are none, the answer is that nothing was done.
 */
export function createUploads({ deps, answers, languages, deliveries, whole }: Options) {
  const answerFiles = async (said: Said, user: string, bot: string | undefined) => {
    const files = (await Promise.all(filesOf(said).map(whole))).flatMap((file) => (file ? [sharedFile(file)] : []));
    const taken = files.filter((file) => takesUpload(file, deps));
    const mentioned = bot !== undefined && said.text?.includes(`<@${bot}`) === true;
    if (taken.length === 0 && !mentioned) return;
    const language = await languages.of(user, said.channel);
    const give = (key: string, handle: (request: UploadRequest) => Promise<Reply>) => {
      const origin = originOf(said, user, language, key);
      return answers.give(origin, () => handle({ ...origin, text: said.text ?? '' }));
    };
    if (taken.length === 0 && hasWords(said.text)) {
      return give('words', (request) => answerMention(request.text, request, deps));
    }
    for (const file of taken.length > 0 ? taken : files) {
      await give(file.id, (request) => answerUpload(file, request, deps));
    }
  };

  return async (said: Said, bot: string | undefined): Promise<void> => {
    const { user } = said;
    if (user === undefined || user === bot || !deliveries.first([`files:${said.channel}:${said.ts}`])) return;
    // Where Slack does not tell, the handler asks once more before anything is done, and says that it could not.
    if (await isPerson(user, deps.people).catch(() => true)) await answerFiles(said, user, bot);
  };
}

type UploadOrigin = Origin & { readonly thread: string };

function originOf({ channel, ts, thread_ts: thread = ts }: Said, user: string, language: Language, what: string) {
  const origin: UploadOrigin = { user, channel, thread, language, key: `upload:${channel}:${ts}:${what}`, aloud: true };
  return origin;
}

/** Whether there is more in a message than mentions. */
function hasWords(text = ''): boolean {
  return text.replace(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, '').trim() !== '';
}
