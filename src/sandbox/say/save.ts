import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SandboxClient } from '../client.ts';
import { bot } from '../slack/cast.ts';
import type { Shown } from '../slack/people/reading.ts';

/** Saves the files that the bot posted in these messages; the lines that say where. */
export async function saveFiles(
  client: Pick<SandboxClient, 'file'>,
  messages: readonly Shown[],
  folder: string,
): Promise<string[]> {
  const files = messages.filter(({ from }) => from === bot.name).flatMap((message) => message.files);
  await mkdir(folder, { recursive: true });
  return Promise.all(
    files.map(async ({ id }) => {
      const { name, content } = await client.file({ id });
      const path = join(folder, basename(name));
      await writeFile(path, Buffer.from(content, 'base64'));
      return `→ ${path}`;
    }),
  );
}
