import type { Text } from '../../text.ts';
import type { Json } from '../types.ts';
import { isObject, type JsonObject } from './plain.ts';

/** Data being put together: what came so far, and where each value of it came from, by key path. */
export interface Layers {
  readonly data: Record<string, Json>;
  readonly origins: Map<string, Text>;
}

export function createLayers(): Layers {
  return { data: {}, origins: new Map() };
}

/** Lays values over what is there: objects are merged, lists and everything else replace. `values` become part of it. */
export function lay(layers: Layers, values: JsonObject, origin: Text): void {
  merge(layers.data, values, '', layers.origins, origin);
}

/** As `lay`, for one value at a path of names. */
export function layAt(layers: Layers, path: readonly string[], value: Json, origin: Text): void {
  const [first = '', ...rest] = path;
  const nested = rest.reduceRight<Json>((inner, name) => ({ [name]: inner }), value);
  lay(layers, { [first]: nested }, origin);
}

/** What is at a path of names. */
export function valueAt(data: Json, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => {
    return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }, data);
}

type Origins = Map<string, Text>;

function merge(under: Record<string, Json>, over: JsonObject, path: string, origins: Origins, origin: Text): void {
  for (const [key, value] of Object.entries(over)) {
    const at = path === '' ? key : `${path}.${key}`;
    const before = Object.hasOwn(under, key) ? under[key] : undefined;
    if (isObject(value) && isObject(before)) {
      const copy = { ...before };
      under[key] = copy;
      merge(copy, value, at, origins, origin);
    } else {
      forget(origins, at);
      under[key] = value;
      remember(origins, at, value, origin);
    }
  }
}

/** Objects have the origins of what is in them. */
function remember(origins: Origins, path: string, value: Json, origin: Text): void {
  if (!isObject(value) || Object.keys(value).length === 0) origins.set(path, origin);
  else for (const [key, member] of Object.entries(value)) remember(origins, `${path}.${key}`, member, origin);
}

function forget(origins: Origins, path: string): void {
  for (const known of origins.keys()) if (known === path || known.startsWith(`${path}.`)) origins.delete(known);
}
