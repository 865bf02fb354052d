import type { Language, Text } from '../../core/text.ts';
import type { HomeView, Message, Modal } from '../../handlers/define.ts';

type Shown = Message | Modal | HomeView;

/** Something that the bot can post, open or publish, made by the views from what they are given in earnest. */
export interface Sample {
  /** Unique in the gallery, such as `run-card-waiting`. */
  readonly name: string;
  /** What it shows and in which state, for whoever looks through the gallery. */
  readonly title: Text;
  make(language: Language): Shown;
}

/** Samples that belong together; its name is its file's. */
export interface Family {
  readonly name: string;
  readonly title: Text;
  readonly samples: readonly Sample[];
}

/** Whether a sample is a modal. */
export function isModal(shown: Shown): shown is Modal {
  return 'action' in shown;
}

/** Whether a sample is a home tab; what is no modal either is a message. */
export function isHome(shown: Shown): shown is HomeView {
  return 'tab' in shown;
}

/** Declares a sample: its name, its title in English and in Chinese, and what makes it. */
export function sample(name: string, en: string, zh: string, make: Sample['make']): Sample {
  return { name, title: { en, zh }, make };
}
