import { join } from 'node:path';
import { explain, OpsError } from '../errors.ts';
import { listIfThere, readTextIfThere } from '../io/files.ts';

/** The team's JSON Schemas, `<name>.json` in a folder that need not be there. Error `schema-malformed`, naming the file. */
export async function loadSchemas(folder: string): Promise<ReadonlyMap<string, object>> {
  const names = (await listIfThere(folder)).filter((name) => name.endsWith('.json'));
  const schemas = await Promise.all(names.map(async (name) => [name.slice(0, -5), await read(folder, name)] as const));
  return new Map(schemas);
}

async function read(folder: string, name: string): Promise<object> {
  try {
    const schema = JSON.parse((await readTextIfThere(join(folder, name))) ?? '') as unknown;
    if (typeof schema === 'object' && schema !== null) return schema;
    throw new Error('it is no object');
  } catch (cause) {
    const why = explain(cause);
    throw new OpsError(
      'schema-malformed',
      {
        en: `Reading the JSON Schema ${name}: ${why.en}. Correct it or take it away.`,
        zh: `读取 JSON Schema ${name}：${why.zh}。请修正或移除。`,
      },
      { cause },
    );
  }
}
