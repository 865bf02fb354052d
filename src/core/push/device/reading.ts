import { notRead } from './errors.ts';
import { type Console, leftPrompt, slow } from './typing.ts';
import type { DevicePlatform } from './writing.ts';

/** What a device tells of itself, secrets included. Errors: `config-unread`, ShellErrors. */
export interface Reading {
  running(): Promise<string>;
  startup(): Promise<string>;
  answer(command: string): Promise<string>;
}

/** Reads a device over its command line, outside of configuration. */
export function createReading({ name, shell, writing }: Console, { platform }: DevicePlatform): Reading {
  const answer = async (command: string) => {
    const options = { timeout: slow, questions: [], prompts: [leftPrompt], listing: true };
    const { output, refused } = await shell.run(command, options);
    // A text in a configuration, such as a banner, may read like a refusal.
    const isShort = output.trim().split('\n').length <= 5;
    if ((refused && isShort) || output.trim() === '') throw notRead(name, command, writing.mask(output));
    return output;
  };
  return {
    answer,
    running: () => answer(platform.commands.config?.[0] ?? ''),
    startup: () => answer(writing.configure.startup),
  };
}
