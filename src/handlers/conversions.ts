import type { Choices } from '../core/convert/convert.ts';
import type { Conversion, Converting, Wanted } from '../core/convert/index.ts';
import { OpsError } from '../core/errors.ts';
import { differenceText } from '../core/inventory/difference.ts';
import type { InventoryRequest } from '../core/proposals/types.ts';
import type { MessagePlace, Reply, Request, SharedFile } from './define.ts';
import type { Deps } from './deps.ts';
import { conversionMessage } from './views/conversion.ts';
import { proposedNotice, wouldChange } from './views/inventory.ts';
import { ephemeral } from './views/notice.ts';

const endings = /\.(?:xlsx|xlsm|xls|ods|csv|tsv)$/i;

/** Whether a file calls itself a spreadsheet; what it is, its content tells. */
export function isSpreadsheet({ name, filetype }: SharedFile): boolean {
  return endings.test(name) || /^(?:xlsx?|xlsm|ods|csv|tsv)$/.test(filetype);
}

/** Converts a file and answers with what became of it, for everyone there. */
export async function convertFile(
  { id, name }: Pick<SharedFile, 'id' | 'name'>,
  choices: Choices,
  request: Request,
  deps: Deps,
  wanted: Wanted = {},
): Promise<Converting> {
  const { user: by, channel, thread } = request;
  const bytes = () => deps.files.download({ id, name });
  return deps.conversions.convert(
    { ref: id, name },
    bytes,
    { by, channel, ...(thread && { thread }) },
    choices,
    wanted,
  );
}

/** What became of a file, with its report below. */
export function conversionReply({ conversion, files }: Converting, deps: Deps): Reply {
  const message = conversionMessage(conversion, deps.language(conversion.channel));
  return files.length > 0 ? { kind: 'files', message, files } : { kind: 'in-channel', message };
}

/** The same in place of what was said before. */
export function changedReply({ conversion, files }: Converting, at: MessagePlace | undefined, deps: Deps): Reply {
  if (!at) return conversionReply({ conversion, files }, deps);
  return { kind: 'edit', at, message: conversionMessage(conversion, deps.language(conversion.channel)), files };
}

/** Fetches a conversion's file again: the bot keeps none. */
export function bytesOf({ file }: Pick<Conversion, 'file'>, deps: Deps): () => Promise<Uint8Array> {
  return () => deps.files.download({ id: file.ref, name: file.name });
}

/** What is asked of a save. */
export interface Saving {
  /** Hosts that the file lacks are gone. */
  readonly complete: boolean;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

/** Proposes a conversion's hosts for the inventory, or shows what that would change. */
export async function saveEntries(
  { conversion, entries = {} }: Converting,
  { complete, reason, dryRun }: Saving,
  { user: by, channel, thread, language }: Request,
  deps: Deps,
): Promise<Reply> {
  const request: InventoryRequest = {
    ...{ kind: 'inventory', incoming: entries, complete, by, channel, right: 'convert' },
    ...(thread && { thread }),
    ...(reason && { reason }),
    source: conversion.file.name,
  };
  if (!dryRun) return ephemeral(proposedNotice(await deps.proposals.propose(request), language));
  const details = await deps.proposals.preview(request);
  return ephemeral(wouldChange(details, differenceText(details.difference), language));
}

/** What a modal of a conversion remembers: which one, and where its message is. */
export interface ModalState {
  readonly id: string;
  readonly at?: MessagePlace;
  /** The table that is shown. */
  readonly table?: number;
}

/** Reads what `JSON.stringify` made of a `ModalState`. Error `conversion-unknown` where it is none. */
export function readState(state: string | undefined): ModalState {
  try {
    const { id, at, table } = JSON.parse(state ?? '');
    if (typeof id === 'string') return { id, ...(at && { at }), ...(typeof table === 'number' && { table }) };
  } catch {
    // Falls through: a modal of another version of the bot.
  }
  throw new OpsError('conversion-unknown', {
    en: 'This dialog is from another version of the bot. Close it and press the button again.',
    zh: '该对话框来自其他版本的机器人，请关闭后重新点击按钮。',
  });
}
