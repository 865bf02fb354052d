import type { OutFile } from '../convert/format.ts';
import { OpsError } from '../errors.ts';
import { createKillable } from '../io/killable.ts';
import type { Text } from '../text.ts';

export interface ExportJob {
  /** The snapshots' folder. */
  readonly folder: string;
  readonly keys: readonly string[];
  readonly formats: readonly string[];
}

export interface Exported {
  /** Of the keys, those of which something was collected. */
  readonly count: number;
  readonly files: readonly OutFile[];
}

export type ExportAnswer = Exported | { readonly code: string; readonly text: Text };

/** Writes files of what was collected. */
export interface Exporter {
  /** Errors: `format-unknown`, `state-damaged`, `export-late` after two minutes, `export-too-large`. */
  export(keys: readonly string[], formats: readonly string[]): Promise<Exported>;
  close(): Promise<void>;
}

/** Milliseconds; a workbook of 10,000 switches takes ten seconds. */
const deadline = 120_000;

/**
 * An exporter of the snapshots in `folder`, in a thread of its own that reads them itself: a workbook of 10,000 hosts
 * keeps a processor busy for seconds, in which the bot has to acknowledge and leases are to be renewed.
 */
export function createExporter(folder: string): Exporter {
  const thread = createKillable<ExportJob, ExportAnswer>(new URL('./export-thread.ts', import.meta.url));
  return {
    export: async (keys, formats) => {
      const answer = await thread.run({ folder, keys, formats }, deadline, late).catch((cause: unknown) => {
        throw cause instanceof OpsError ? cause : tooLarge(keys.length, cause);
      });
      if ('code' in answer) throw new OpsError(answer.code, answer.text);
      return answer;
    },
    close: thread.close,
  };
}

function late(): OpsError {
  return new OpsError('export-late', {
    en: `Exporting took longer than ${deadline / 1000} s and was given up. Take fewer hosts, or csv or json.`,
    zh: `导出超过 ${deadline / 1000} 秒，已放弃。请减少主机，或改用 csv、json。`,
  });
}

function tooLarge(count: number, cause: unknown): OpsError {
  const text = {
    en: `Exporting ${count === 1 ? '1 host' : `${count} hosts`} took more memory than it may have. Take fewer hosts, or csv or json.`,
    zh: `导出 ${count} 台主机所需内存超出上限。请减少主机，或改用 csv、json。`,
  };
  return new OpsError('export-too-large', text, { cause });
}
