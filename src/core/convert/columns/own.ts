import { type Field, fields, secretFields } from '../fields.ts';
import type { Header } from '../types.ts';
import { labelMark, unmarked } from '../write/label-mark.ts';
import { type HeaderIndex, saysField } from './header-index.ts';
import { type Candidate, candidates, certainSecret } from './judge.ts';
import type { Look } from './shapes.ts';

/**
 * What a column of a table that this program wrote may be: the field that its header is the name of, else a label,
 * unless somebody added a column with a header that says a field, or a secret.
 */
export function ownCandidates(header: Header, look: Look, index: HeaderIndex): readonly Candidate[] {
  if (header.text.startsWith(labelMark)) return labelled({ ...header, text: unmarked(header.text) }, look, index);
  const usual = candidates(header, look, index);
  if (usual.some(({ field }) => secretFields.has(field))) return usual;
  const field = fields.find((each) => each === header.text);
  if (field) return [certain(field)];
  return saysField(header.text) ? usual : [];
}

/** The conversion that wrote the label saw all its values: a few of them that look like passwords make it no secret. */
function labelled(header: Header, look: Look, index: HeaderIndex): readonly Candidate[] {
  const secret = certainSecret(header, look, index);
  return secret ? [secret] : [];
}

function certain(field: Field): Candidate {
  return { field, confidence: 1, hint: { how: 'known' } };
}
