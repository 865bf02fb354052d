import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const pager = z.strictObject({
  /** What stands where more is to come. */
  more: z.string(),
  /** What the device writes over it once a key was pressed. */
  erase: z.string().default(''),
  rows: z.int().min(2).default(24),
  /** Commands that switch it off, for this session. */
  off: z.array(z.string()).default([]),
});
const settings = z.strictObject({
  prompt: z.string(),
  pager: pager.optional(),
  /** Asked after the greeting, in this order: what, and what has to be typed; anything else ends the session. */
  asks: z.array(z.strictObject({ question: z.string(), answer: z.string() })).default([]),
  /** How rights are raised; commands recorded under `prompt` here are unknown without. */
  enable: z
    .strictObject({
      command: z.string(),
      question: z.string().default('Password: '),
      password: z.string(),
      prompt: z.string(),
      refused: z.string().default('% Access denied'),
      /** Times that it asks again for a wrong password. */
      again: z.int().default(0),
    })
    .optional(),
  /** What the device says to a command that it does not know; `{at}` is the column of a caret below the command. */
  unknown: z.string(),
  leave: z.array(z.string()).default(['quit', 'exit', 'logout']),
});

/** A device as it was recorded: see test/fixtures/transcripts/README.md. */
export interface Recording extends z.infer<typeof settings> {
  /** What it says before its first prompt. */
  readonly greeting: string;
  /** What it answers, by command; `enabled` where that was recorded under the raised prompt. */
  readonly answers: ReadonlyMap<string, { readonly output: string; readonly enabled: boolean }>;
}

/** Reads the recording in a folder: `device.yaml` and `session.txt`. */
export async function readRecording(folder: string): Promise<Recording> {
  const device = settings.parse(parse(await readFile(join(folder, 'device.yaml'), 'utf8')));
  const session = (await readFile(join(folder, 'session.txt'), 'utf8')).replaceAll('\r\n', '\n');
  return { ...device, ...readSession(session, device.prompt, device.enable?.prompt) };
}

function readSession(text: string, prompt: string, raised: string | undefined) {
  const greeting: string[] = [];
  const answers = new Map<string, { output: string; enabled: boolean }>();
  let lines = greeting;
  let typed: { command: string; enabled: boolean } | undefined;
  const keep = () => {
    if (typed) answers.set(typed.command, { output: joined(lines), enabled: typed.enabled });
  };
  for (const line of text.split('\n')) {
    const shown = [raised, prompt].find((one) => one !== undefined && line.startsWith(one));
    if (shown === undefined) {
      lines.push(line);
      continue;
    }
    keep();
    typed = { command: line.slice(shown.length).trim(), enabled: shown === raised && shown !== prompt };
    lines = [];
  }
  if (typed && typed.command !== '') keep();
  return { greeting: joined(greeting), answers };
}

function joined(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
