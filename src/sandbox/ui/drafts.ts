/** What a tab remembers of what its people write, until it is closed or loaded anew. */
export interface Drafts {
  /** What was written in a place and not sent. */
  text(place: string): string;
  keep(place: string, text: string): void;
  /** What a person sent, newest first. */
  sent(person: string): readonly string[];
  send(person: string, text: string): void;
}

/** How much of what a person sent is remembered. */
const most = 100;

export function createDrafts(): Drafts {
  const texts = new Map<string, string>();
  const all = new Map<string, readonly string[]>();
  const sent = (person: string) => all.get(person) ?? [];
  return {
    text: (place) => texts.get(place) ?? '',
    keep: (place, text) => void texts.set(place, text),
    sent,
    send: (person, text) => {
      all.set(person, [text, ...sent(person).filter((each) => each !== text)].slice(0, most));
    },
  };
}
