import type { WebClient } from '@slack/web-api';
import { OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Call } from './calls.ts';
import { failureOf } from './failure.ts';
import type { Place } from './once.ts';

export interface UploadFile {
  readonly filename: string;
  readonly content: string | Uint8Array;
}

export interface Upload extends Place {
  /** Ten at most, as a message holds them. */
  readonly files: readonly UploadFile[];
  /** Said above the files. */
  readonly comment?: string;
}

interface Options {
  readonly client: WebClient;
  readonly call: Call;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Slack shares a file some time after it was completed; asked this often, this far apart (ms), before giving up. */
const patience = { times: 30, apart: 1000 };

/**
 * Uploads files and waits until they are shared, in one message; resolves with their ids. A step is not repeated: a file
 * whose completion got no answer is looked up instead. Source: docs.slack.dev, "Working with files".
 */
export function createUploads({
  client,
  call,
  clock,
  signal,
}: Options): (upload: Upload) => Promise<readonly string[]> {
  const isShared = async (file: string, channel: string) => {
    const { file: found } = await call('files.info', () => client.files.info({ file }));
    const { public: open = {}, private: closed = {} } = found?.shares ?? {};
    return channel in open || channel in closed;
  };

  const awaitShared = async (file: string, filename: string, channel: string) => {
    for (let count = 0; count < patience.times; count += 1) {
      if (await isShared(file, channel).catch(unlessRefused)) return;
      await clock.sleep(patience.apart, signal);
    }
    throw lost(filename);
  };

  const send = async ({ filename, content }: UploadFile) => {
    const bytes = Buffer.from(content);
    const slot = await call('files.getUploadURLExternal', () =>
      client.files.getUploadURLExternal({ filename, length: bytes.length }),
    );
    const sent = await fetch(slot.upload_url ?? '', { method: 'POST', body: bytes, signal });
    if (!sent.ok) throw lost(filename);
    return { id: slot.file_id ?? '', title: filename };
  };

  return async ({ files, channel, thread, comment }) => {
    const sent: { id: string; title: string }[] = [];
    for (const file of files) sent.push(await send(file));
    const where = thread === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
    await call('files.completeUploadExternal', () =>
      client.files.completeUploadExternal({
        files: sent as [(typeof sent)[number]],
        initial_comment: comment,
        ...where,
      }),
    ).catch(unlessRefused);
    for (const { id, title } of sent) await awaitShared(id, title, channel);
    return sent.map(({ id }) => id);
  };
}

function unlessRefused(error: unknown): undefined {
  const { kind } = failureOf(error);
  if (kind === 'refused' || kind === 'unauthorised') throw error;
}

function lost(filename: string): OpsError {
  return new OpsError('chat-upload-lost', {
    en: `Uploading ${filename}: Slack does not show the file. Ask again.`,
    zh: `上传 ${filename}：Slack 未显示该文件，请重试。`,
  });
}
