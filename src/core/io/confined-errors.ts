import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';

/** The frame that carries an OpsError out of the child: `{ code, text }`. */
export const errorFrame = '#error';
/** The frame that says that the child is done. */
export const endFrame = '#end';

type Code = 'confined-late' | 'confined-memory' | 'confined-output' | 'confined-died';
type Limits = { readonly time: number; readonly memory: number };
type Ending = { readonly code: number | null; readonly signal?: string; readonly output: string };

/** What happened to the child, as an error that begins with what it was doing. */
export function confinedFailure(code: Code, task: Text, limits: Limits, ending?: Ending): OpsError {
  const { en, zh } = reasons[code](limits, ending);
  return new OpsError(code, { en: `${task.en}: ${en}`, zh: `${task.zh}：${zh}` });
}

const reasons: Record<Code, (limits: Limits, ending?: Ending) => Text> = {
  'confined-late': ({ time }) => ({
    en: `it was not done after ${time / 1000} s and was stopped. Try again with less in it.`,
    zh: `${time / 1000} 秒内未能完成，已停止。请减少内容后重试。`,
  }),
  'confined-memory': ({ memory }) => ({
    en: `it needed more than ${megabytes(memory)} MB of memory and was stopped. Try again with less in it.`,
    zh: `所需内存超过 ${megabytes(memory)} MB，已停止。请减少内容后重试。`,
  }),
  'confined-output': () => ({
    en: 'the result is larger than allowed, so it was stopped. Try again with less in it.',
    zh: '结果超过允许的大小，已停止。请减少内容后重试。',
  }),
  'confined-died': (_, ending) => ({
    en: `the process failed (${cause(ending)}). Try again; if it happens again, tell whoever runs the bot.`,
    zh: `处理进程出错（${cause(ending)}）。请重试；若再次发生，请告知机器人的维护者。`,
  }),
};

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}

/** Exit code or signal, and the kind of error, without its message: that may quote the file that was worked on. */
function cause(ending: Ending | undefined): string {
  if (!ending) return 'no frame';
  const how = ending.signal ?? `code ${ending.code}`;
  const kind = /^(?:FATAL ERROR: [\w ]+|(?:[A-Z]\w*)?Error(?: \[\w+\])?)(?=[:\s]|$)/m.exec(ending.output)?.[0];
  const where = /\/((?:src|test)\/[\w./-]+\.ts:\d+)/.exec(ending.output)?.[1];
  return [how, kind, where].filter(Boolean).join(', ');
}
