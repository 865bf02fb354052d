import type { Text } from '../../../text.ts';
import { verbatim } from '../../../text.ts';
import type { ValidatorDeps } from '../../define-validator.ts';
import type { Finding, Verdict } from '../../types.ts';
import { quotable } from './quotable.ts';

/**
 * What one line of a program's output says. `error` and `warning` are about the config; `machine` is about this machine
 * or about what another file says, so that the program could not tell; `passed` only comes once all has been read.
 */
export interface Said {
  readonly kind: 'error' | 'warning' | 'machine' | 'passed';
  readonly words: string;
  readonly line?: number;
  readonly column?: number;
}

interface Check {
  readonly program: string;
  /** The Debian package that has it. */
  readonly debian: string;
  readonly args: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** The config as it was rendered: what a finding may quote. */
  readonly source: string;
  /** Reads a line of the output; undefined where it is none that may be shown. */
  readonly read: (line: string) => Said | undefined;
  /** Findings that were made before. */
  readonly before?: readonly Finding[];
}

/** Checks with a real program. Its words are shown only as far as they come from the config: see `quotable`. */
export async function checkWith(deps: ValidatorDeps, check: Check): Promise<Verdict> {
  const { program, debian, source, before = [] } = check;
  const ran = await deps.program(program, check.args, check.files);
  if (!ran) return { checked: false, why: missing(program, debian) };
  if (ran.late) return { checked: false, why: late(program) };
  const said = ran.output.split(/\r?\n/).flatMap((line) => check.read(line) ?? []);
  const failed = ran.code !== 0 && !said.some(({ kind }) => kind === 'passed');
  const shown = said.filter(({ kind }) => kind !== 'passed');
  const findings = unique([...before, ...shown.map((one) => finding(program, one, source))]);
  if (!failed || findings.some(({ severity }) => severity === 'error')) return { checked: true, findings };
  const machine = said.find(({ kind }) => kind === 'machine');
  if (machine) return { checked: false, why: notHere(program, quotable(machine.words, source), machine.line) };
  return { checked: true, findings: [...findings, unknownFailure(program, ran.code)] };
}

function finding(program: string, { kind, words, line, column }: Said, source: string): Finding {
  return {
    severity: kind === 'error' ? 'error' : 'warning',
    rule: `${program}-${kind}`,
    text: verbatim(quotable(words, source)),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(findings.map((one) => [`${one.severity} ${one.line} ${one.column} ${one.text.en}`, one]));
  return [...seen.values()];
}

function missing(program: string, debian: string): Text {
  return {
    en: `${program} is not installed here (Debian package ${debian}), so this was not checked.`,
    zh: `此处未安装 ${program}（Debian 软件包 ${debian}），因此未作检查。`,
  };
}

function late(program: string): Text {
  return {
    en: `${program} did not end in its time and was stopped, so this was not checked.`,
    zh: `${program} 未在时限内结束，已被终止，因此未作检查。`,
  };
}

function notHere(program: string, words: string, line?: number): Text {
  const at = line === undefined ? { en: '', zh: '' } : { en: ` (line ${line})`, zh: `（第 ${line} 行）` };
  return {
    en: `${program} could not check this here, where something is missing that the host may have${at.en}: ${words}`,
    zh: `${program} 无法在此处检查：本机缺少目标主机上可能具备的内容${at.zh}：${words}`,
  };
}

function unknownFailure(program: string, code: number | null): Finding {
  const how = code === null ? { en: 'was ended by a signal', zh: '被信号终止' } : undefined;
  return {
    severity: 'error',
    rule: `${program}-failed`,
    text: {
      en: `${program} ${how?.en ?? `ended with code ${code}`} and said nothing about this file. Run it on the host to see why.`,
      zh: `${program} ${how?.zh ?? `以代码 ${code} 结束`}，未对此文件给出说明。请在主机上运行以查明原因。`,
    },
  };
}
