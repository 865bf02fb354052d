import type { DeviceType } from '../settings/device-types.ts';
import type { Text } from '../text.ts';
import { type Known, know, shipped } from './devices/know.ts';
import { type Hint, modelHint, vendorOf } from './devices/model.ts';
import { against, because } from './devices/texts.ts';
import { nameParts } from './devices/tokens.ts';
import { type DeviceKnowledge, deviceKnowledge } from './knowledge/devices.ts';
import type { TypeFound } from './types.ts';

/** What is known of a device; '' and missing say nothing. */
export interface Evidence {
  readonly vendor?: string | undefined;
  readonly model?: string | undefined;
  /** The sheet's own word in its column of types. */
  readonly typeWord?: string | undefined;
  /** The host's name. */
  readonly name?: string | undefined;
  /** The sheet's name, or the title or section row above. */
  readonly title?: string | undefined;
  readonly role?: string | undefined;
  readonly os?: string | undefined;
}

/** A recogniser of types by a knowledge of its own. */
export function typeRecogniser(knowledge: DeviceKnowledge): (evidence: Evidence) => TypeFound {
  const known = know(knowledge);
  return (evidence) => recognise(evidence, known);
}

/**
 * What a device is. The sheet's own type word counts most, unless it is generic (网络设备); then a word or product line in
 * the model, then name, title, role and system, then what the vendor usually makes. Confidence is from 0 (`other`:
 * nothing tells) to 1. The reason names what told it, and what it won against. Another `knowledge` than the shipped one
 * is indexed at every call: for many calls take `typeRecogniser`.
 */
export function recogniseType(evidence: Evidence, knowledge: DeviceKnowledge = deviceKnowledge): TypeFound {
  return recognise(evidence, knowledge === deviceKnowledge ? shipped : know(knowledge));
}

/** The type that a word says (`交换机`, `access switch`, `防火墙`), none where it says none or is generic (`网络设备`). */
export function recogniseTypeWord(word: string, knowledge: DeviceKnowledge = deviceKnowledge): DeviceType | undefined {
  return (knowledge === deviceKnowledge ? shipped : know(knowledge)).words.head(word)?.type;
}

function recognise(evidence: Evidence, known: Known): TypeFound {
  const hints = hintsOf(evidence, known);
  const [first, ...others] = hints;
  if (!first) return { type: 'other', confidence: 0, reason: because.nothing };
  const other = others.find(({ type, confidence }) => type !== first.type && confidence > 0.5);
  const agrees = others.some(({ type }) => type === first.type);
  const confidence = Math.min(0.99, first.confidence + (agrees ? (1 - first.confidence) / 3 : 0));
  return {
    type: first.type,
    confidence: round(confidence),
    reason: other ? against(first.reason, other.reason, other.type) : first.reason,
  };
}

/** What each piece of evidence says, what counts most first; weak words of the model give way to a clear name. */
function hintsOf(evidence: Evidence, known: Known): readonly Hint[] {
  const text = (value: string | undefined) => value?.trim() ?? '';
  const model = text(evidence.model);
  const of = vendorOf(text(evidence.vendor), model, known);
  const byModel = modelHint(model, of, known);
  const rest = [
    nameHint(text(evidence.name), known),
    titleHint(text(evidence.title), known),
    roleHint(text(evidence.role), known),
    functionHint(text(evidence.typeWord), known),
    systemHint(text(evidence.os), known),
    vendorHint(of.named, known),
  ];
  const sorted = rest.toSorted(surest);
  const ordered = byModel && byModel.confidence < 0.6 ? [byModel, ...rest].toSorted(surest) : [byModel, ...sorted];
  return [typeHint(text(evidence.typeWord), known), ...ordered].filter((hint) => hint !== undefined);
}

function typeHint(word: string, known: Known): Hint | undefined {
  const found = word === '' ? undefined : known.words.head(word);
  return found && hint(found.type, 0.98, because.typeWord(word));
}

function nameHint(name: string, known: Known): Hint | undefined {
  if (name === '') return undefined;
  const word = known.words.head(name);
  if (word?.han) return hint(word.type, 0.8, because.name(word.word));
  const parts = nameParts(name);
  const token = known.name(parts);
  if (token) return hint(token.type, 0.7, because.name(token.token));
  const purpose = known.functionName(parts);
  const weak = purpose ?? known.role(name);
  return modelInName(name, known) ?? (weak && hint(weak.type, 0.45, because.name(weak.token)));
}

/** A name such as `DELL-R740-OA`, in which a vendor and its model stand. */
function modelInName(name: string, known: Known): Hint | undefined {
  const of = vendorOf('', name, known);
  const found = of.inModel && modelHint(name, of, known);
  return found && hint(found.type, Math.min(0.7, found.confidence), because.name(name));
}

/** A title with words for several types says nothing of one row. */
function titleHint(title: string, known: Known): Hint | undefined {
  const found = title === '' ? [] : known.words.all(title);
  const [first] = found;
  return first && found.every(({ type }) => type === first.type)
    ? hint(first.type, 0.6, because.title(title))
    : undefined;
}

function roleHint(role: string, known: Known): Hint | undefined {
  if (role === '') return undefined;
  const word = known.words.head(role);
  if (word) return hint(word.type, 0.6, because.role(role));
  const found = known.role(role);
  return found && hint(found.type, 0.45, because.role(role));
}

/** A type column that tells a function: `核心`, `access`. */
function functionHint(word: string, known: Known): Hint | undefined {
  const found = word === '' ? undefined : known.role(word);
  return found && hint(found.type, 0.5, because.typeWord(word));
}

function systemHint(os: string, known: Known): Hint | undefined {
  const found = os === '' ? undefined : known.system(os);
  return found && hint(found.type, 0.5, because.system(os));
}

function vendorHint(vendor: string | undefined, known: Known): Hint | undefined {
  const usual = vendor === undefined ? undefined : known.families.usual(vendor);
  return vendor !== undefined && usual ? hint(usual[0], Math.min(0.7, usual[1]), because.vendor(vendor)) : undefined;
}

function hint(type: Hint['type'], confidence: number, reason: Text): Hint {
  return { type, confidence, reason };
}

function surest(a: Hint | undefined, b: Hint | undefined): number {
  return (b?.confidence ?? 0) - (a?.confidence ?? 0);
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
