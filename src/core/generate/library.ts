import { join } from 'node:path';
import { explain, OpsError } from '../errors.ts';
import { walkTree } from '../io/archive-walk.ts';
import { listIfThere, readTextIfThere } from '../io/files.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Text } from '../text.ts';
import type { TemplateFinding } from './finding.ts';
import { type Library, type LibraryFile, libraryOf } from './library/build.ts';
import type { Template } from './template.ts';

export type { Library, LibraryFile } from './library/build.ts';

export interface Folders {
  /** Where the templates that ship with the bot are. */
  readonly shipped: string;
  /** The team's; a file of it takes the place of one that ships under the same path. It need not be there. */
  readonly own?: string | (() => Promise<readonly LibraryFile[]>);
}

/** The templates there are. Files are read when asked for: what was edited counts at once. */
export interface Templates {
  /** All that can be used, by name, and what is wrong with the others. Rejects where a folder cannot be read. */
  read(): Promise<Library>;
  /** The files themselves, those that ship before the team's. */
  files(): Promise<readonly LibraryFile[]>;
  /** In the order of names. */
  list(): Promise<readonly Template[]>;
  /** Errors: `template-unknown`, naming the nearest; `template-broken`, saying what is wrong with it. */
  get(name: string): Promise<Template>;
  /** Files that cannot be used, and why. */
  problems(): Promise<readonly TemplateFinding[]>;
  /** The library as it would be with a file of the team's added or replaced; undefined removes it. */
  readWith(path: string, text: string | undefined): Promise<Library>;
}

/**
 * Templates of several folders: files `*.hbs` with front matter, and below `partials/` or with names that begin with
 * `_` the partials and layouts that templates call, without (`partials/vrp/acl.hbs` and `vrp/_acl.hbs` are `vrp/acl`).
 */
export function createTemplates({ shipped, own }: Folders): Templates {
  const files = async (): Promise<readonly LibraryFile[]> => [
    ...(await filesOf(shipped, 'shipped')),
    ...(typeof own === 'function' ? await own() : own === undefined ? [] : await filesOf(own, 'own')),
  ];
  const read = async () => libraryOf(await files());
  return {
    read,
    files,
    list: async () => [...(await read()).templates.values()],
    get: async (name) => found(await read(), name),
    problems: async () => (await read()).problems,
    readWith: async (path, text) => {
      const others = (await files()).filter((file) => file.origin === 'shipped' || file.path !== path);
      return libraryOf(text === undefined ? others : [...others, { path, text, origin: 'own' }]);
    },
  };
}

async function filesOf(folder: string, origin: LibraryFile['origin']): Promise<readonly LibraryFile[]> {
  if ((await listIfThere(folder)).length === 0) return [];
  const wanted = (path: string, isFolder: boolean) => !/(^|\/)\./.test(path) && (isFolder || path.endsWith('.hbs'));
  const entries = await walkTree(folder, { wanted, anyLink: true });
  return Promise.all(
    entries.map(async ({ path, type }): Promise<LibraryFile> => {
      if (type === 'link') return { path, origin, fault: linkText };
      try {
        return { path, origin, text: (await readTextIfThere(join(folder, path))) ?? '' };
      } catch (error) {
        const why = explain(error);
        return { path, origin, fault: { en: `cannot be read: ${why.en}`, zh: `无法读取：${why.zh}` } };
      }
    }),
  );
}

function found({ templates, problems }: Library, name: string): Template {
  const template = templates.get(name);
  if (template) return template;
  const broken = problems.filter(({ file }) => file === `${name}.hbs`);
  if (broken.length > 0) throw brokenTemplate(name, broken);
  throw unknownTemplate(name, templates.keys());
}

/** Error `template-unknown`, naming the nearest of those there are. */
export function unknownTemplate(name: string, known: Iterable<string>): OpsError {
  const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  const hint = suggestion(name, known);
  return new OpsError('template-unknown', {
    en: `There is no template ${shown}.${hint.en}`,
    zh: `没有名为 ${shown} 的模板。${hint.zh}`,
  });
}

function brokenTemplate(name: string, problems: readonly TemplateFinding[]): OpsError {
  const words = (language: 'en' | 'zh') =>
    problems.map(({ line, text }) => `${line ?? 1}: ${text[language]}`).join('; ');
  return new OpsError('template-broken', {
    en: `The template ${name} cannot be used. ${name}.hbs, line ${words('en')}`,
    zh: `模板 ${name} 无法使用。${name}.hbs 第 ${words('zh')}`,
  });
}

const linkText: Text = { en: 'is a symlink, which is not followed.', zh: '是符号链接，不会读取。' };
