import { isAbsolute, join, normalize } from 'node:path';
import { OpsError } from '../../errors.ts';
import { readTextIfThere } from '../../io/files.ts';
import { createParser, type Parser } from './deadline.ts';
import { findRow, type IndexRow, readIndex } from './index-rows.ts';
import { joinTables } from './join.ts';
import { indexPlatforms } from './platform-names.ts';
import type { Row } from './types.ts';

export interface TemplateFolder {
  /**
   * The index line for a command (as it is sent: `show ip route`, `sh ip ro`) on one of our platforms or one that the
   * index names, or undefined. As google/textfsm, the first line that fits the beginning of the command.
   */
  find(platform: string, command: string, host?: string): IndexRow | undefined;
  /**
   * The records in a command's output, by the templates found for it, or undefined where there are none. Templates are
   * read anew each time. Errors: `textfsm-template`, `textfsm-refused`, `textfsm-late`, naming the file;
   * `textfsm-missing` for a file that the index names and that is not there; `textfsm-join`; the signal's reason.
   */
  parse(platform: string, command: string, text: string, how?: ParsingOf): Promise<readonly Row[] | undefined>;
  /** Ends the thread that parses, unless it was given. */
  close(): Promise<void>;
}

interface ParsingOf {
  readonly host?: string;
  readonly signal?: AbortSignal;
}

interface Options {
  /** Milliseconds for each template; default 10,000. */
  readonly deadline?: number;
  /** Where several folders share one thread. */
  readonly parser?: Parser;
}

/**
 * Opens a folder of templates with an `index`, as ntc-templates has it. Where there is no index, nothing is found.
 * Errors: `textfsm-index`.
 */
export async function loadTemplates(folder: string, options: Options = {}): Promise<TemplateFolder> {
  const source = await readTextIfThere(join(folder, 'index'));
  const rows = source === undefined ? [] : readIndex(source);
  const { deadline = 10_000, parser = createParser() } = options;
  const find: TemplateFolder['find'] = (platform, Command, Hostname) => {
    const asked = { Command, ...(Hostname !== undefined && { Hostname }) };
    return indexPlatforms(platform)
      .map((Platform) => findRow(rows, { ...asked, Platform }))
      .find((row) => row !== undefined);
  };
  return {
    find,
    parse: async (platform, command, text, { host, signal } = {}) => {
      const row = find(platform, command, host);
      if (!row) return undefined;
      const tables = row.templates.map(async (name) => {
        const template = await readTemplateFile(folder, name);
        return parser.parse(template, text, deadline, { name, signal }).catch((error: unknown) => {
          throw named(error, name);
        });
      });
      return joinTables(await Promise.all(tables));
    },
    close: async () => {
      if (!options.parser) await parser.close();
    },
  };
}

async function readTemplateFile(folder: string, name: string): Promise<string> {
  const inside = !isAbsolute(name) && !normalize(name).startsWith('..');
  const text = inside ? await readTextIfThere(join(folder, name)) : undefined;
  if (text !== undefined) return text;
  throw new OpsError('textfsm-missing', {
    en: `The index of the TextFSM templates names ${name}, which is not in its folder.`,
    zh: `TextFSM 模板索引引用了 ${name}，但目录中没有该文件。`,
  });
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof OpsError) || error.code === 'textfsm-late') return error;
  const { en, zh } = error.text;
  return new OpsError(error.code, { en: `${name}: ${en}`, zh: `${name}：${zh}` }, { cause: error });
}
