import { defineValidator } from '../define-validator.ts';
import type { Finding } from '../types.ts';
import { checkWith, type Said } from './program/check.ts';
import { emptied, lineAt } from './program/copy.ts';

/** No command of FRR, so that an answer about it shows that vtysh has read as far as the end. */
const end = 'changeops-end-of-file';

/**
 * `vtysh -C` (FRR). It knows the commands of all daemons, not what they refer to. A superfluous `exit` leaves the
 * configuration, where `ping` and the like are run and a second `exit` ends it as if all were well (seen in 8.4): such
 * commands are left out, and an end before the end is an error.
 */
export default defineValidator({
  title: { en: 'FRR', zh: 'FRR' },
  files: [/^frr\.conf$/],
  async validate({ text: source }, deps) {
    const findings: Finding[] = [];
    const text = source.replace(commands, (match, offset: number) => {
      findings.push(notConfiguration(match.trim(), lineAt(source, offset)));
      return emptied(match);
    });
    const last = text.split('\n').length + 1;
    const verdict = await checkWith(deps, {
      program: 'vtysh',
      debian: 'frr',
      args: ['--config_dir', '{folder}', '-C', '-f', 'frr.conf'],
      files: { 'frr.conf': `${text}\n${end}\n`, 'vtysh.conf': '' },
      source: `${source}\n${end}`,
      read,
      before: findings,
    });
    return verdict.checked ? { checked: true, findings: complete(verdict.findings, last) } : verdict;
  },
});

/** What is run rather than configured: never part of an frr.conf. */
const commands = /^[ \t]*(?:do|ping|traceroute|mtrace|telnet|ssh|start-shell|output|write|copy|find|list)\b.*$/gm;

/** `line 3: % Unknown command[25]:  bogus thing`. */
function read(line: string): Said | undefined {
  const [, at, words] = /^line (\d+): % (.+)$/.exec(line) ?? [];
  return words === undefined ? undefined : { kind: 'error', words, line: Number(at) };
}

function complete(findings: readonly Finding[], last: number): readonly Finding[] {
  const own = findings.filter(({ line }) => line !== last);
  const reached = own.length < findings.length;
  return reached ? own : [...own.filter(({ rule }) => rule !== 'vtysh-failed'), endedEarly];
}

const endedEarly: Finding = {
  severity: 'error',
  rule: 'frr-ends-early',
  text: {
    en: 'vtysh stopped before the end of the file: there is an `exit` or `quit` too many.',
    zh: 'vtysh 在文件结束之前停止：多了一个 `exit` 或 `quit`。',
  },
};

function notConfiguration(command: string, line: number): Finding {
  return {
    severity: 'error',
    rule: 'frr-not-configuration',
    line,
    text: { en: `This runs something and configures nothing: ${command}`, zh: `这是执行命令而非配置：${command}` },
  };
}
