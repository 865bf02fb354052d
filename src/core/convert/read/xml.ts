import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import type { Meter } from './limits.ts';

/** What a reader of XML wants to hear; names come without their namespace prefix. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Faults in one part after which it is no XML any more. Some programs leave control characters in; that is no harm. */
const faultLimit = 1000;

/** Elements within elements; workbooks have about ten. */
const depthLimit = 1000;

/** Characters given to the parser at a time. */
const step = 64 * 1024;

/**
 * Reads a part as it comes. Entities of its own making are not expanded. Errors: `file-too-large` when one piece of
 * text goes on beyond the limit, `file-truncated` where the outermost element is not closed, `file-unreadable`.
 */
export async function readXml(
  chunks: AsyncIterable<Uint8Array>,
  handlers: XmlHandlers,
  meter: Meter,
  part: string,
): Promise<void> {
  const { parser, quiet, depth } = createParser(handlers, meter, part);
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    const text = decoder.decode(chunk, { stream: true });
    for (let at = 0; at < text.length; at += step) {
      parser.write(text.slice(at, at + step));
      meter.check('text', Math.ceil(quiet(Math.min(step, text.length - at)) / longestEntity));
    }
  }
  if (!decoder || depth() !== 0) throw meter.error('file-truncated', part);
}

/** A character can be written with this many, as in `&#x4e2d;`. */
const longestEntity = 8;

function createParser({ open, text, close }: XmlHandlers, meter: Meter, part: string) {
  const parser = new SaxesParser({ xmlns: false });
  let depth = -1;
  let since = 0;
  let faults = 0;
  const heard = (given: string) => {
    since = 0;
    text?.(given);
  };
  parser.on('opentag', ({ name, attributes }) => {
    since = 0;
    depth = depth < 0 ? 1 : depth + 1;
    if (depth > depthLimit) throw meter.error('file-unreadable', part);
    open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    since = 0;
    depth--;
    close?.(localName(name));
  });
  parser.on('text', heard);
  parser.on('cdata', heard);
  parser.on('error', () => {
    if (++faults > faultLimit) throw meter.error('file-unreadable', part);
  });
  const quiet = (written: number) => {
    since += written;
    return since;
  };
  return { parser, quiet, depth: () => depth };
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** By byte order mark, else by the declaration, else UTF-8 (XML 1.0, appendix F). */
function decoderFor(start: Uint8Array): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  const declared = /^[^>]*?encoding=["']([\w-]+)["']/.exec(Buffer.from(start.subarray(0, 200)).toString('latin1'))?.[1];
  try {
    return new TextDecoder(declared ?? 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}

/** The value of an attribute by its local name, whatever its prefix: `r:id`, `d3p1:id`. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const found = attributes[name];
  if (found !== undefined) return found;
  const key = Object.keys(attributes).find((each) => localName(each) === name);
  return key === undefined ? undefined : attributes[key];
}
