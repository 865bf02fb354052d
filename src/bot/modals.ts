import type { KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import type { Modal } from '../handlers/define.ts';

/** Slack's limits: docs.slack.dev, "Modal view". */
const longestTitle = 24;

const remembered = z.object({ channel: z.string(), thread: z.string().optional(), state: z.string() });

/** Where a modal was opened from, which Slack does not tell on its submission, and the state of its own. */
type Remembered = z.infer<typeof remembered>;

/** The modal as views.open takes it; where it was opened from travels with it. */
export function viewOf(modal: Modal, origin: { channel: string; thread?: string }): ModalView {
  const { action, title, submit, close, blocks, state } = modal;
  const kept: Remembered = { channel: origin.channel, thread: origin.thread, state };
  return {
    type: 'modal',
    callback_id: action,
    title: plain(title.slice(0, longestTitle)),
    close: plain(close),
    ...(submit === undefined ? {} : { submit: plain(submit) }),
    blocks: [...blocks] as KnownBlock[],
    private_metadata: JSON.stringify(kept),
  };
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

const field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** What was filled in, by action id: text, or the chosen option's value. */
export function valuesIn(state: unknown): Record<string, string | undefined> {
  const blocks = z.record(z.string(), z.record(z.string(), field)).safeParse(state);
  if (!blocks.success) return {};
  const filled = Object.values(blocks.data).flatMap((block) => Object.entries(block));
  return Object.fromEntries(
    filled.map(([action, { value, selected_option }]) => [action, said(value, selected_option)]),
  );
}

function said(value: string | null | undefined, option: { value: string } | null | undefined): string | undefined {
  return option?.value ?? (value || undefined);
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text };
}
