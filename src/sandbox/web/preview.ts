import { explain } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import { runConfined } from '../../core/io/confined.ts';
import { NotPossible } from '../slack/refusal.ts';

/** The beginning of a spreadsheet's sheets, cells as text. */
export interface Preview {
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: readonly (readonly string[])[];
    /** How many rows are not shown. */
    readonly more: number;
    /** How many columns are not shown, of those that anything stands in. */
    readonly moreColumns: number;
  }[];
}

const limits = { time: 20_000, memory: 1e9, output: 20e6 };

/** Reads a spreadsheet of any kind as the bot does; NotPossible says why it cannot be read. */
export async function previewOf(name: string, input: Buffer, clock: Clock): Promise<Preview> {
  let preview: Preview = { sheets: [] };
  try {
    await runConfined({
      ...{ entry: new URL('./preview-child.ts', import.meta.url), input, read: [], limits, clock },
      options: { name, rows: 100, columns: 30 },
      onFrame: ({ body }) => {
        preview = JSON.parse(body.toString('utf8'));
      },
    });
  } catch (error) {
    throw new NotPossible(explain(error).en);
  }
  return preview;
}
