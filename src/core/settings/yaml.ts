import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Text } from '../text.ts';
import type { SettingsProblem } from './types.ts';

/** A key path as zod gives it: map keys and list indexes. */
export type Path = readonly PropertyKey[];

/** A settings file as read: its plain data, and where each key of it stands. */
export interface SettingsDocument {
  /** The data; undefined where the file is not valid YAML. An empty file is an empty mapping. */
  readonly data: unknown;
  /** What is wrong with the YAML itself. */
  readonly problems: readonly SettingsProblem[];
  /** A problem at a key path; `at` says whether its key or its value is pointed at. */
  problem(path: Path, text: Text, at?: 'key' | 'value'): SettingsProblem;
}

const mostCharacters = 8 * 1024 * 1024;
const mostAliases = 1000;
const mostProblems = 20;

/**
 * Reads YAML 1.2 with string keys. Refused, each with its place: syntax errors, duplicate and prototype keys, tabs
 * as indentation, several documents, unknown tags, unresolved and exploding aliases. No problem quotes a value.
 */
export function readYaml(file: string, source: string): SettingsDocument {
  const counter = new LineCounter();
  const place = (offset: number | undefined, key: string, text: Text): SettingsProblem => {
    const at = offset === undefined ? undefined : counter.linePos(offset);
    return { file, ...(at && at.line > 0 ? { line: at.line, column: at.col } : {}), key, text };
  };
  const whole = wholeFileFault(source);
  if (whole)
    return { data: undefined, problems: [place(undefined, '', whole)], problem: () => place(undefined, '', whole) };

  const options = {
    lineCounter: counter,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: 'error',
  } as const;
  const document = parseDocument(source, options);
  const faults = [...document.errors, ...document.warnings];
  const problems = faults.slice(0, mostProblems).map(({ code, pos }) => place(pos[0], '', syntaxText(code)));
  problems.push(
    ...badKeys(document)
      .slice(0, mostProblems)
      .map((key) => place(key.offset, key.name, key.text)),
  );
  const data =
    problems.length > 0 ? undefined : plainData(document, (text) => problems.push(place(undefined, '', text)));
  return {
    data,
    problems,
    problem: (path, text, at = 'value') => place(offsetOf(document, path, at), path.map(String).join('.'), text),
  };
}

function wholeFileFault(source: string): Text | undefined {
  if (source.length > mostCharacters) return { en: 'is larger than 8 MiB', zh: '超过 8 MiB' };
  if (!source.includes('\uFFFD')) return undefined;
  return { en: 'is not UTF-8 text. Save it as UTF-8 (not GBK)', zh: '不是 UTF-8 文本，请另存为 UTF-8（而非 GBK）' };
}

function plainData(document: Document.Parsed, fault: (text: Text) => void): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) ?? {};
  } catch {
    fault({
      en: `has an alias (*name) without its anchor (&name) before it, or more than ${mostAliases} uses of aliases`,
      zh: `存在别名（*name）先于锚点（&name）使用，或别名使用超过 ${mostAliases} 次`,
    });
    return undefined;
  }
}

interface FoundKey {
  readonly name: string;
  readonly offset: number | undefined;
  readonly text: Text;
}

/** Duplicate and prototype keys. The library's own search for duplicates takes a minute for 20,000 hosts. */
function badKeys(document: Document.Parsed): FoundKey[] {
  const found: FoundKey[] = [];
  visit(document, {
    Map: (_, map) => {
      const names = new Set<string>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : '';
        const text = isScalar(key) && (names.has(name) ? duplicateText : prototypeText(name));
        if (text) found.push({ name, offset: key.range?.[0], text });
        names.add(name);
      }
    },
  });
  return found;
}

const duplicateText: Text = { en: 'this key stands here twice. Remove one of them', zh: '键重复，请删除其中一个' };

function prototypeText(name: string): Text | undefined {
  if (!['__proto__', 'constructor', 'prototype'].includes(name)) return undefined;
  return { en: `${name} cannot be a key. Choose another name`, zh: `${name} 不能用作键名，请换一个` };
}

/** Where a path's last key or its value begins, or its nearest parent's that is there. */
function offsetOf(document: Document.Parsed, path: Path, at: 'key' | 'value'): number | undefined {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0];
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const next: { key?: unknown; value?: unknown } | undefined = childOf(node, step);
    if (!next) return offset;
    const last = index === path.length - 1;
    const key = next.key as Node | undefined;
    node = (next.value ?? null) as Node | null;
    offset = (last && at === 'value' ? (node?.range?.[0] ?? key?.range?.[0]) : (key ?? node)?.range?.[0]) ?? offset;
  }
  return offset;
}

function childOf(node: unknown, step: PropertyKey): { key?: unknown; value?: unknown } | undefined {
  if (isSeq(node)) return { value: node.items[Number(step)] };
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === String(step));
}

const syntax: Readonly<Record<string, Text>> = {
  TAB_AS_INDENT: { en: 'a tab is used as indentation. Use spaces', zh: '使用了制表符缩进，请改用空格' },
  BAD_INDENT: { en: 'the indentation is wrong, or a bracket is not closed', zh: '缩进有误，或括号未闭合' },
  MISSING_CHAR: { en: 'a quote, colon, comma or bracket is missing', zh: '缺少引号、冒号、逗号或括号' },
  MULTIPLE_DOCS: {
    en: 'a second document begins here (---). A settings file is one document',
    zh: '此处开始了第二个文档（---），设置文件只能有一个文档',
  },
  NON_STRING_KEY: { en: 'a key must be plain text, not a list or mapping', zh: '键必须是文本，不能是列表或映射' },
  TAG_RESOLVE_FAILED: {
    en: 'this tag (!…) or what it is put on is not known here. Remove it',
    zh: '无法识别此标签（!…）或其内容，请删除',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    en: 'a mapping begins where a value was expected: a line break is missing, or quotes around a value with ": "',
    zh: '此处应为值，却出现映射：可能缺少换行，或含“: ”的值未加引号',
  },
  MULTILINE_IMPLICIT_KEY: {
    en: 'a key goes over several lines: a colon or a quote is missing',
    zh: '键跨越了多行：可能缺少冒号或引号',
  },
};

function syntaxText(code: string): Text {
  return (
    syntax[code] ?? {
      en: `is not valid YAML here (${code.toLowerCase().replaceAll('_', ' ')})`,
      zh: `此处不是有效的 YAML（${code.toLowerCase().replaceAll('_', ' ')}）`,
    }
  );
}
