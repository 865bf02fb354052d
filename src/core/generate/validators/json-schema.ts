import type { ErrorObject } from 'ajv';
import { LineCounter, parseAllDocuments } from 'yaml';
import { explain } from '../../errors.ts';
import { suggestion } from '../../settings/nearest.ts';
import type { Text } from '../../text.ts';
import { verbatim } from '../../text.ts';
import { defineValidator } from '../define-validator.ts';
import type { Finding, Verdict } from '../types.ts';
import { compileSchema } from './text/schema.ts';
import { offsetOf, type Tree } from './text/schema-place.ts';

/** Findings of one config. */
const most = 100;

/**
 * A JSON Schema of the team (`json-schema:NAME`) on JSON and YAML, on every document there is. Drafts 07, 2019-09 and
 * 2020-12, as `$schema` says (07 without it); `format` is not checked; patterns must be ones that RE2 knows.
 */
export default defineValidator({
  title: { en: 'JSON Schema', zh: 'JSON Schema' },
  files: [],
  async validate({ text }, { schemas, once = (_, make) => make() }, name) {
    const schema = name === undefined ? undefined : schemas.get(name);
    if (!schema) return { checked: false, why: noSchema(name, schemas.keys()) };
    try {
      return check(
        text,
        once(schema, () => compileSchema(schema, schemas)),
      );
    } catch (error) {
      return { checked: false, why: unusable(name ?? '', explain(error)) };
    }
  },
});

type Matches = ReturnType<typeof compileSchema>;

function check(text: string, matches: Matches): Verdict {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter, prettyErrors: false });
  const documents: Tree[] = Array.isArray(parsed) ? parsed : [];
  const broken = documents.flatMap(({ errors }) => errors)[0];
  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  if (broken) {
    const finding = { severity: 'error', rule: 'json-schema-syntax', text: verbatim(broken.message) } as const;
    return { checked: true, findings: [{ ...finding, ...at(broken.pos[0]) }] };
  }
  const findings = documents.flatMap((document) =>
    matches(document.toJS()).map((error): Finding => ({ ...told(error), ...at(offsetOf(document, error)) })),
  );
  return { checked: true, findings: findings.slice(0, most) };
}

function told({ instancePath, message = '', keyword, params }: ErrorObject): Finding {
  const extra = params.additionalProperty ?? params.unevaluatedProperty ?? params.propertyName;
  const words = `${instancePath || '/'} ${message}${extra === undefined ? '' : ` (${extra})`}`;
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as unknown[]).slice(0, 10).join(', ')}` : '';
  return { severity: 'error', rule: `json-schema-${keyword.toLowerCase()}`, text: verbatim(words + allowed) };
}

function noSchema(name: string | undefined, names: Iterable<string>): Text {
  if (name === undefined) {
    return {
      en: 'The template names no schema: write json-schema:NAME.',
      zh: '模板未指定 schema：请写作 json-schema:名称。',
    };
  }
  const hint = suggestion(name, names);
  return { en: `There is no JSON Schema ${name}.${hint.en}`, zh: `没有名为 ${name} 的 JSON Schema。${hint.zh}` };
}

function unusable(name: string, why: Text): Text {
  return {
    en: `The JSON Schema ${name} could not be used: ${why.en}`,
    zh: `无法使用 JSON Schema ${name}：${why.zh}`,
  };
}
