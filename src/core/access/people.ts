/** A person as the chat knows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly bot: boolean;
  readonly guest: boolean;
  /** From another workspace. */
  readonly foreign: boolean;
  /** IETF tag, such as `zh-CN`. */
  readonly locale: string;
}

export interface People {
  /** Errors `person-unknown`, and `people-unavailable` when the chat cannot be asked. */
  find(id: string): Promise<Person>;
}

/** What people call somebody; the id where the chat cannot be asked or does not know them. Never rejects. */
export async function nameOf(id: string, people: Pick<People, 'find'>): Promise<string> {
  try {
    return (await people.find(id)).name || id;
  } catch {
    return id;
  }
}
