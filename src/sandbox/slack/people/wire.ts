import { z } from 'zod';
import type { Fields } from '../types.ts';
import type { Workspace } from './workspace.ts';

type Shapes = { readonly [Name in keyof Workspace]: z.ZodType<Parameters<Workspace[Name]>[0]> };

const text = z.string();
const optional = z.string().optional();
const flag = z.boolean().optional();
const ids = z.array(text);
const bytes = z.int().nonnegative();
const as = z.strictObject({ as: text });
const id = z.strictObject({ id: text });
const choice = z.union([text, ids]);
const where = { as: text, in: optional, ts: optional, modal: flag, home: flag, version: z.int().optional() };
const sharing = { as: text, in: optional, text: optional, thread: optional };
const lot = z.enum(['connect', 'external', 'hidden', 'deleted']).optional();
const dropped = { name: text, content: text, size: bytes.optional(), lot };
const rewriting = z.strictObject({ dashes: flag, quotes: flag, links: flag, mentions: flag });
const nothing = z.unknown().transform(() => undefined);

/** What the clients of people may be asked for from outside this process. */
const shapes: Shapes = {
  type: z.strictObject({
    as: text,
    in: optional,
    text,
    thread: optional,
    rewrite: rewriting.or(z.literal(false)).optional(),
  }),
  click: z.strictObject({ ...where, button: z.union([text, z.number()]) }),
  select: z.strictObject({ ...where, action: text, choice }),
  submit: z.strictObject({ as: text, values: z.record(text, choice).optional() }),
  close: z.strictObject({ as: text, all: flag }),
  upload: z.strictObject({ ...sharing, ...dropped, more: z.array(z.strictObject(dropped)).optional() }),
  announce: z.strictObject({ as: text, files: z.array(z.strictObject({ name: text, size: bytes })) }),
  share: z.strictObject({ ...sharing, files: ids }),
  attach: z.strictObject({ as: text, ...dropped }),
  deleteFile: id,
  file: id,
  shortcut: z.strictObject({ as: text, callback: text, in: optional, ts: optional }),
  openHome: as,
  messages: z.strictObject({ as: optional, in: optional }),
  views: as,
  home: as,
  people: nothing,
  channels: nothing,
  setUser: z.strictObject({
    user: text,
    locale: z.string().min(1).optional(),
    deleted: flag,
    guest: z.enum(['no', 'single-channel', 'multi-channel']).optional(),
    foreign: flag,
  }),
  setMember: z.strictObject({ in: text, user: optional, member: z.boolean() }),
  deleteMessage: z.strictObject({ in: text, ts: text }),
  forget: nothing,
  changes: z.strictObject({ since: z.number().optional(), ms: z.number().nonnegative().optional() }),
};

/** What cannot be read as what a door takes, in words. */
export class Malformed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Malformed';
  }
}

/** The clients of a workspace's people for who speaks to them from outside: they look at what they are given. */
export function atTheWire(workspace: Workspace): Record<keyof Workspace, (given: Fields) => unknown> {
  const doors = Object.entries<z.ZodType>(shapes).map(([name, shape]) => {
    const door = workspace[name as keyof Workspace] as (given: unknown) => unknown;
    return [name, (given: Fields) => door(readAs(shape, given))];
  });
  return Object.fromEntries(doors);
}

/** Fields as a shape has them; Malformed where they are otherwise. */
export function readAs<T>(shape: z.ZodType<T>, given: Fields): T {
  const { data, error } = shape.safeParse(given);
  if (!error) return data;
  throw new Malformed(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
