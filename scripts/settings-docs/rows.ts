import { z } from 'zod';
import type { Text } from '../../src/core/text.ts';

/** One line of a file's table. */
export interface Row {
  readonly key: string;
  readonly type: Text;
  /** As it is written in YAML; undefined where the key must stand, empty where it may be left out. */
  readonly unsaid: string | undefined;
  readonly meaning: Text;
}

/** Every key of a settings file in the schema's order, those inside others after them. */
export function rowsOf(schema: z.ZodType, above = ''): readonly Row[] {
  const inner = bare(schema);
  if (inner instanceof z.ZodRecord) return rowsOf(inner.valueType as z.ZodType, `${above}.<name>`);
  if (inner instanceof z.ZodArray) return rowsOf(inner.element as z.ZodType, `${above}[]`);
  if (inner instanceof z.ZodUnion) return alternatives(inner, above);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape).flatMap(([key, value]) => {
    const path = above === '' ? key : `${above}.${key}`;
    const { description, zh } = value.meta() ?? {};
    if (!description || typeof zh !== 'string') return rowsOf(value, path);
    const row = { key: path, type: typeOf(value), unsaid: unsaid(value), meaning: { en: description, zh } };
    return [row, ...rowsOf(value, path)];
  });
}

/** Where there are several mappings to choose from, none of their keys must stand. */
function alternatives(union: z.ZodUnion, above: string): readonly Row[] {
  const all = union.options.map((option) => rowsOf(option as z.ZodType, above));
  const choice = all.filter((rows) => rows.length > 0).length > 1;
  return all.flat().map((row) => (choice ? { ...row, unsaid: row.unsaid ?? '' } : row));
}

/** A schema without what makes it optional, gives it a default, checks it before or changes it after. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return bare(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodPrefault) return bare(schema.unwrap() as z.ZodType);
  if (!(schema instanceof z.ZodPipe)) return schema;
  return bare((schema.out instanceof z.ZodTransform ? schema.in : schema.out) as z.ZodType);
}

function unsaid(schema: z.ZodType): string | undefined {
  if (schema instanceof z.ZodOptional) return '';
  if (!(schema instanceof z.ZodPrefault)) return undefined;
  const value = schema.def.defaultValue;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return '[]';
  const pairs = Object.entries(value).map(([key, one]) => `${key}: ${one}`);
  return pairs.length === 0 ? '' : `{ ${pairs.join(', ')} }`;
}

function typeOf(schema: z.ZodType): Text {
  const named = kindOf(schema);
  if (named) return named;
  const inner = bare(schema);
  if (inner instanceof z.ZodBoolean) return { en: 'true or false', zh: 'true 或 false' };
  if (inner instanceof z.ZodEnum) return { en: inner.options.join(', '), zh: inner.options.join('、') };
  if (inner instanceof z.ZodArray) {
    const { en, zh } = typeOf(inner.element as z.ZodType);
    return { en: `list: ${en}`, zh: `列表：${zh}` };
  }
  if (inner instanceof z.ZodUnion) {
    const all = inner.options.map((option) => typeOf(option as z.ZodType));
    const [en, zh] = [new Set(all.map((one) => one.en)), new Set(all.map((one) => one.zh))];
    return { en: [...en].join(', or '), zh: [...zh].join('，或 ') };
  }
  if (inner instanceof z.ZodRecord || inner instanceof z.ZodObject) return { en: 'mapping', zh: '映射' };
  throw new Error(`There is no word for the type of a ${inner.type} in the settings' schemas: give it a kind().`);
}

/** The kind given to a schema or to what it wraps. */
function kindOf(schema: z.ZodType): Text | undefined {
  const kind = schema.meta()?.kind;
  if (isText(kind)) return kind;
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodPrefault;
  return wraps ? kindOf(schema.unwrap() as z.ZodType) : undefined;
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value;
}
