import type { KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import type { Filled, Modal } from '../handlers/define.ts';

/** Slack's limits: docs.slack.dev, "Modal view". */
const longestTitle = 24;

const remembered = z.object({ channel: z.string(), thread: z.string().optional(), state: z.string() });

/** Where a modal was opened from, which Slack does not tell on its submission, and the state of its own. */
type Remembered = z.infer<typeof remembered>;

/** The modal as views.open takes it; where it was opened from travels with it. */
export function viewOf(modal: Modal, origin: { channel: string; thread?: string }): ModalView {
  const { action, title, submit, close, blocks, state } = modal;
  return {
    type: 'modal',
    callback_id: action,
    title: plain(title.slice(0, longestTitle)),
    close: plain(close),
    ...(submit === undefined ? {} : { submit: plain(submit) }),
    blocks: [...blocks] as KnownBlock[],
    private_metadata: keptIn({ channel: origin.channel, thread: origin.thread, state }),
  };
}

/** What a view's private_metadata holds, for `rememberedIn` to read. */
export function keptIn(kept: Remembered): string {
  return JSON.stringify(kept);
}

/** What `viewOf` put into a view's private_metadata; undefined for a view of another make. */
export function rememberedIn(privateMetadata: unknown): Remembered | undefined {
  if (typeof privateMetadata !== 'string' || privateMetadata === '') return undefined;
  try {
    return remembered.parse(JSON.parse(privateMetadata));
  } catch {
    return undefined;
  }
}

const option = z.object({ value: z.string() });
const field = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_channel: z.string().nullish(),
  selected_channels: z.array(z.string()).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
  selected_time: z.string().nullish(),
  files: z.array(z.object({ id: z.string() })).nullish(),
});

type Field = z.infer<typeof field>;

/** What stands in the fields of a view or message, from its `state.values`; see `Filled`. */
export function filledIn(state: unknown): Filled {
  const blocks = z.record(z.string(), z.record(z.string(), field)).safeParse(state);
  const fields = blocks.success ? Object.values(blocks.data).flatMap((block) => Object.entries(block)) : [];
  return {
    values: Object.fromEntries(fields.map(([action, each]) => [action, oneOf(each)])),
    lists: Object.fromEntries(fields.flatMap(([action, each]) => named(action, listOf(each)))),
  };
}

const named = <T>(name: string, value: T | undefined): [string, T][] => (value === undefined ? [] : [[name, value]]);

/** What an element that was acted on holds now: one value, or several where it takes several. */
export function chosenIn(action: unknown): { readonly value: string; readonly list?: readonly string[] } {
  const found = field.safeParse(action);
  const list = found.success ? listOf(found.data) : undefined;
  return { value: (found.success ? oneOf(found.data) : undefined) ?? '', ...(list && { list }) };
}

function oneOf(held: Field): string | undefined {
  const { selected_option, selected_user, selected_channel, selected_conversation, selected_date, selected_time } =
    held;
  const chosen = selected_user ?? selected_channel ?? selected_conversation ?? selected_date ?? selected_time;
  return selected_option?.value ?? chosen ?? (held.value || undefined);
}

function listOf(held: Field): readonly string[] | undefined {
  const options = held.selected_options?.map(({ value }) => value);
  const files = held.files?.map(({ id }) => id);
  return options ?? files ?? held.selected_users ?? held.selected_channels ?? held.selected_conversations ?? undefined;
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}
