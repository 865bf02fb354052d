import type { Text } from '../../text.ts';
import { secretFields } from '../fields.ts';
import type { Column } from '../types.ts';
import { shippedIndex } from './header-index.ts';

interface Recognised {
  readonly columns: readonly Column[];
}

/**
 * The tables of one sheet, in order; a column without a header that stands under a column of secrets, also an empty
 * one, is one as well: rather one too many than one that gets out.
 */
export function guarded<T extends Recognised>(tables: readonly T[]): readonly T[] {
  const secrets = new Map<number, Column['field']>();
  return tables.map((table) => {
    const columns = table.columns.map((column) => guardedColumn(column, secrets));
    for (const { header, field } of columns) {
      if (isSecret(field)) secrets.set(header.column, field);
      else if (field === 'ignored' && shippedIndex.secret(header.text) !== 'no') secrets.set(header.column, 'password');
      else if (header.text !== '') secrets.delete(header.column);
    }
    return { ...table, columns };
  });
}

const above: Text = { en: 'stands under a column of secrets', zh: '位于敏感列下方' };

function guardedColumn(column: Column, secrets: ReadonlyMap<number, Column['field']>): Column {
  const { header } = column;
  const field = secrets.get(header.column);
  if (field === undefined || header.text !== '' || column.field === 'ignored') return column;
  return { header, field, confidence: 0.7, reason: above };
}

function isSecret(field: Column['field']): boolean {
  return field !== 'label' && field !== 'ignored' && secretFields.has(field);
}
