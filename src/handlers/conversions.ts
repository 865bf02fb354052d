import type { Choices } from '../core/convert/convert.ts';
import type { Conversion, Converting, Wanted } from '../core/convert/index.ts';
import { OpsError } from '../core/errors.ts';
import type { HostEntries } from '../core/inventory/entries.ts';
import type { InventoryRequest } from '../core/proposals/types.ts';
import type { Message, MessagePlace, Reply, Request, SharedFile } from './define.ts';
import type { Deps } from './deps.ts';
import { conversionMessage, fileLine, savedConversionMessage, stillSecretLine } from './views/conversion.ts';
import { sections } from './views/kit.ts';
import { proposedNotice, wouldChange } from './views/proposed.ts';

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
  const message = conversionMessage(conversion, deps.language(conversion.channel), files.length > 0);
  return files.length > 0 ? { kind: 'files', message, files } : { kind: 'in-channel', message };
}

/** The same in place of what was said before, with headers above that were said to be no secret and stay one. */
export function changedReply(
  { conversion, files }: Converting,
  at: MessagePlace | undefined,
  deps: Deps,
  stillSecret: readonly string[] = [],
): Reply {
  if (!at) return conversionReply({ conversion, files }, deps);
  const language = deps.language(conversion.channel);
  const message = conversionMessage(conversion, language, files.length > 0);
  const shown = stillSecret.length > 0 ? below(stillSecretLine(stillSecret, language), message) : message;
  return { kind: 'edit', at, message: shown, files };
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

/** Proposes a conversion's hosts for the inventory, or shows what that would change. Error `complete-narrowed`. */
export async function saveEntries(
  converting: Converting,
  { complete, reason, dryRun }: Saving,
  { user: by, channel, thread, language }: Request,
  deps: Deps,
): Promise<Message> {
  const { conversion } = converting;
  if (complete) demandWhole(conversion.choices);
  const incoming = incomingOf(converting, complete, deps);
  const request: InventoryRequest = {
    ...{ kind: 'inventory', incoming, complete, by, channel, right: 'convert' },
    ...(thread && { thread }),
    ...(reason && { reason }),
    source: conversion.file.name,
  };
  const file = fileLine(conversion, language);
  if (!dryRun) return below(file, proposedNotice(await deps.proposals.propose(request), language));
  const details = await deps.proposals.preview(request);
  return below(file, wouldChange(details, language));
}

/** What became of a save, with the conversion below it where nobody has seen that yet. */
export function savedReply({ conversion, files }: Converting, saved: Message, deps: Deps): Reply {
  const language = deps.language(conversion.channel);
  return { kind: 'files', message: savedConversionMessage(conversion, saved, language, files.length > 0), files };
}

/** A part of a file is not all hosts. Error `complete-narrowed`. */
export function demandWhole({ sheet, where }: Choices): void {
  if (sheet === undefined && where === undefined) return;
  throw new OpsError('complete-narrowed', {
    en: 'A filter or a single sheet is chosen, so the other hosts of the file would count as gone. Take all of the file, or do not say that it is complete.',
    zh: '已选择筛选条件或单个工作表，文件中的其他主机会被视为已移除。请使用整个文件，或不要声明文件完整。',
  });
}

/**
 * The entries that are saved. Of a complete file, hosts of the inventory whose rows are in quarantine come along with
 * nothing to change: the file has them, so they are not gone.
 */
function incomingOf({ entries = {}, doubtful = [] }: Converting, complete: boolean, { settings }: Deps): HostEntries {
  if (!complete || doubtful.length === 0) return entries;
  const there = new Set(doubtful);
  const kept = Object.values(settings.current().hosts)
    .filter(({ name, address }) => !Object.hasOwn(entries, name) && (there.has(name) || there.has(address)))
    .map(({ name }) => [name, {}] as const);
  return { ...entries, ...Object.fromEntries(kept) };
}

function below(line: string, { text, blocks }: Message): Message {
  return { text, blocks: [...sections([line]), ...blocks] };
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
