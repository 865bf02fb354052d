import type { Args } from '../args.ts';
import { bot } from '../cast.ts';
import { uploaded } from '../files.ts';
import { asFields } from '../kit/check.ts';
import { Refusal } from '../refusal.ts';
import type { Fields, StoredFile } from '../types.ts';
import { joined, known } from './conversations.ts';
import type { Desk, Methods } from './define.ts';

export const files: Methods = {
  'files.getUploadURLExternal': {
    scopes: ['files:write'],
    run: (args, desk) => {
      const length = args.number('length', 0);
      if (length <= 0) throw new Refusal('invalid_arguments');
      const { file, ticket } = desk.sharing.announce(args.need('filename'), length, bot.userId);
      return { upload_url: `${desk.world.url()}/upload/v1/${ticket}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': {
    scopes: ['files:write'],
    run: (args, desk) => {
      const all = named(args, desk);
      const channel = args.text('channel_id');
      if (channel !== undefined) shareIn(channel, all, args, desk);
      return { files: all.map(desk.sharing.json) };
    },
  },
  'files.info': {
    scopes: ['files:read'],
    run: (args, desk) => {
      const file = desk.world.files.get(args.need('file', 'file_not_found'));
      if (file?.lot === 'deleted') throw new Refusal('file_deleted');
      if (!file?.content) throw new Refusal('file_not_found');
      return { file: desk.sharing.json(file), comments: [], response_metadata: { next_cursor: '' } };
    },
  },
};

function named(args: Args, { world }: Desk): StoredFile[] {
  const given = args.json('files', 'invalid_arguments');
  if (!Array.isArray(given) || given.length === 0) throw new Refusal('invalid_arguments');
  return given.map((each) => {
    const fields: Fields = asFields(each) ?? {};
    const file = uploaded(world, String(fields.id));
    if (typeof fields.title === 'string') file.title = fields.title;
    return file;
  });
}

function shareIn(id: string, all: readonly StoredFile[], args: Args, desk: Desk): void {
  const channel = joined(known(desk.world, { ...args, need: () => id }));
  const text = args.text('initial_comment') ?? '';
  desk.sharing.share(all, { channel: channel.id, user: bot.userId, text, threadTs: args.text('thread_ts') });
}
