import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';

/** RE2 instead of JavaScript's engine: a pattern cannot keep the bot busy. */
const regExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    // Ajv keeps compiled patterns by how they read as text.
    return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
  },
  { code: 'undefined' },
);

const options: Options = { allErrors: true, strict: false, validateFormats: false, logger: false, code: { regExp } };

/**
 * What a schema makes of a value: its errors, none where it fits. The team's other schemas may be referred to by their
 * `$id` or name. Throws what is wrong with the schema.
 */
export function compileSchema(
  schema: object,
  schemas: ReadonlyMap<string, object>,
): (value: unknown) => readonly ErrorObject[] {
  const draft = '$schema' in schema ? String(schema.$schema) : '';
  const ajv = draft.includes('2020-12')
    ? new Ajv2020(options)
    : draft.includes('2019-09')
      ? new Ajv2019(options)
      : new Ajv(options);
  for (const [name, other] of schemas) {
    if (other !== schema) ajv.addSchema(other, '$id' in other ? undefined : name, false, false);
  }
  const matches = ajv.compile(schema);
  return (value) => (matches(value) ? [] : (matches.errors ?? []));
}
