import type { WebClient } from '@slack/web-api';
import { OpsError } from '../../core/errors.ts';
import type { Clock } from '../../core/io/clock.ts';
import type { Call } from './calls.ts';
import { failureOf } from './failure.ts';
import type { Place } from './once.ts';

export interface Upload extends Place {
  readonly filename: string;
  readonly content: string | Uint8Array;
  /** Said above the file. */
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
 * Uploads a file and waits until it is shared; resolves with its id. A step is not repeated: a file whose
 * completion got no answer is looked up instead. Source: docs.slack.dev, "Working with files".
 */
export function createUploads({ client, call, clock, signal }: Options): (upload: Upload) => Promise<string> {
  const isShared = async (file: string, channel: string) => {
    const { file: found } = await call('files.info', () => client.files.info({ file }));
    const { public: open = {}, private: closed = {} } = found?.shares ?? {};
    return channel in open || channel in closed;
  };

  const awaitShared = async (file: string, { channel, filename }: Upload) => {
    for (let count = 0; count < patience.times; count += 1) {
      if (await isShared(file, channel).catch(unlessRefused)) return;
      await clock.sleep(patience.apart, signal);
    }
    throw lost(filename);
  };

  return async (upload) => {
    const bytes = Buffer.from(upload.content);
    const { filename, channel, thread, comment } = upload;
    const slot = await call('files.getUploadURLExternal', () =>
      client.files.getUploadURLExternal({ filename, length: bytes.length }),
    );
    const file = slot.file_id ?? '';
    const sent = await fetch(slot.upload_url ?? '', { method: 'POST', body: bytes, signal });
    if (!sent.ok) throw lost(filename);
    const where = thread === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
    await call('files.completeUploadExternal', () =>
      client.files.completeUploadExternal({
        files: [{ id: file, title: filename }],
        initial_comment: comment,
        ...where,
      }),
    ).catch(unlessRefused);
    await awaitShared(file, upload);
    return file;
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
