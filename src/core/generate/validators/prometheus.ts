import { isSeq, parseDocument } from 'yaml';
import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';

/**
 * `promtool check config`. A list of target groups is checked as the `file_sd_configs` file of a job; all else as a
 * whole configuration, by its syntax alone: files that it names are not read.
 */
export default defineValidator({
  title: { en: 'Prometheus', zh: 'Prometheus' },
  files: [/^prometheus.*\.ya?ml$/, /(?:^|[-_.])(?:file_sd|scrape|targets)(?:[-_.].*)?\.(?:ya?ml|json)$/],
  async validate({ text: source, file }, deps) {
    const name = file.endsWith('.json') ? 'targets.json' : 'targets.yml';
    const groups = isList(source);
    return checkWith(deps, {
      program: 'promtool',
      debian: 'prometheus',
      args: ['check', 'config', ...(groups ? [] : ['--syntax-only']), 'prometheus.yml'],
      files: groups ? { [name]: source, 'prometheus.yml': jobWith(name) } : { 'prometheus.yml': source },
      source,
      read: reader(source),
    });
  },
});

function isList(text: string): boolean {
  return isSeq(parseDocument(text).contents);
}

function jobWith(name: string): string {
  return `scrape_configs:\n- job_name: check\n  file_sd_configs:\n  - files: [${name}]\n`;
}

/**
 * `FAILED: parsing YAML file prometheus.yml: yaml: unmarshal errors:`, and then `line 7: field foo not found …`; or all
 * on one line, without a place where it is about a value: then the line that alone has what is quoted is meant.
 */
function reader(source: string): (line: string) => Said | undefined {
  return (line) => {
    const words = line
      .trim()
      .replace(/^FAILED: /, '')
      .replace(/^(?:parsing YAML file|checking SD file) (?:prometheus\.yml|"targets\.\w+"): /, '')
      .replace(/^yaml: (?!unmarshal errors)/, '')
      // How Prometheus anchors a pattern, which it then quotes.
      .replace(/`\^\(\?:(.*)\)\$`$/, '"$1"');
    if (!words || /^(?:Checking |SUCCESS|yaml: unmarshal errors:$|FAILED:$)/.test(words)) return undefined;
    const [, at, rest] = /^line (\d+): (.+)$/.exec(words) ?? [];
    if (rest !== undefined) return { kind: 'error', words: withoutTypes(rest), line: Number(at) };
    if (!line.includes('FAILED:')) return undefined;
    const place = onlyLineWith(/"([^"]+)"/.exec(words)?.[1], source);
    return { kind: 'error', words, ...(place === undefined ? {} : { line: place }) };
  };
}

/** `in type struct { Targets []string "yaml:…" }` says nothing to a reader. */
function withoutTypes(words: string): string {
  return words.replace(/ (?:in type|into) (?:struct \{|\S*\.\S+).*$/, '');
}

function onlyLineWith(quoted: string | undefined, source: string): number | undefined {
  if (!quoted) return undefined;
  const lines = source.split('\n').flatMap((line, index) => (line.includes(quoted) ? [index + 1] : []));
  return lines.length === 1 ? lines[0] : undefined;
}
