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
