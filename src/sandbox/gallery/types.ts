import type { Language, Text } from '../../core/text.ts';
import type { Message, Modal } from '../../handlers/define.ts';

/** Something that the bot can post or open, made by the views from what they are given in earnest. */
export interface Sample {
  /** Unique in the gallery, such as `run-card-waiting`. */
  readonly name: string;
  /** What it shows and in which state, for whoever looks through the gallery. */
  readonly title: Text;
  make(language: Language): Message | Modal;
}

/** Samples that belong together; its name is its file's. */
export interface Family {
  readonly name: string;
  readonly title: Text;
  readonly samples: readonly Sample[];
}

/** Whether a sample is a modal; the others are messages. */
export function isModal(shown: Message | Modal): shown is Modal {
  return 'action' in shown;
}

/** Declares a sample: its name, its title in English and in Chinese, and what makes it. */
export function sample(name: string, en: string, zh: string, make: Sample['make']): Sample {
  return { name, title: { en, zh }, make };
}
