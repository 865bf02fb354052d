import { explain, OpsError } from '../../errors.ts';
import { createKillable } from '../../io/killable.ts';
import type { Text } from '../../text.ts';
import type { Row } from './types.ts';

export interface Job {
  readonly template: string;
  readonly text: string;
}

/** Records, with the names of all values and of the keys. */
export interface Table {
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export type Answer = Table | { readonly code: string; readonly text: Text };

export interface Parsing {
  /** What an error calls the template. */
  readonly name?: string;
  /** What nobody waits for any more is not begun; rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Parser {
  /**
   * Parses in a thread that is ended after `ms` milliseconds.
   * Errors: `textfsm-late`; `textfsm-failed` where the thread ended, as for want of memory; `textfsm-template` and `textfsm-refused` as of `parseTextFsm`.
   */
  parse(template: string, text: string, ms: number, how?: Parsing): Promise<Table>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** A parser with one thread, started when it is first needed and kept; parses are done one after another. */
export function createParser(): Parser {
  const thread = createKillable<Job, Answer>(new URL('./thread.ts', import.meta.url));
  return {
    parse: async (template, text, ms, { name = firstLine(template), signal } = {}) => {
      const answer = await thread
        .run({ template, text }, ms, () => late(name, ms), signal)
        .catch((error: unknown) => {
          if (signal?.aborted) throw signal.reason;
          throw error instanceof OpsError ? error : failed(name, error);
        });
      if ('code' in answer) throw new OpsError(answer.code, answer.text);
      return answer;
    },
    close: thread.close,
  };
}

/** One parse in a thread of its own. For many, `createParser` keeps the thread. Errors as of `Parser.parse`. */
export async function parseWithDeadline(
  template: string,
  text: string,
  ms: number,
  name?: string,
): Promise<readonly Row[]> {
  const parser = createParser();
  try {
    return (await parser.parse(template, text, ms, { name })).rows;
  } finally {
    await parser.close();
  }
}

function late(name: string, ms: number): OpsError {
  return new OpsError('textfsm-late', {
    en: `Parsing with the TextFSM template ${name} took longer than ${ms} ms and was stopped: an expression in it may backtrack for ever.`,
    zh: `使用 TextFSM 模板 ${name} 解析超过 ${ms} 毫秒，已停止：其中的表达式可能无限回溯。`,
  });
}

function failed(name: string, cause: unknown): OpsError {
  const why = explain(cause);
  return new OpsError(
    'textfsm-failed',
    {
      en: `Parsing with the TextFSM template ${name} failed: ${why.en}`,
      zh: `使用 TextFSM 模板 ${name} 解析失败：${why.zh}`,
    },
    { cause },
  );
}

/** A template without a name is called by how it begins. */
function firstLine(template: string): string {
  return `"${template.trimStart().split('\n', 1)[0]?.slice(0, 80)}"`;
}
