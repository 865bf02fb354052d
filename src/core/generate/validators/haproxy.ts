import { rootCertificates } from 'node:tls';
import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { copyForCheck } from './program/haproxy-copy.ts';

/**
 * `haproxy -c` on a copy (see `copyForCheck`): it reads no certificate, asks no name server and loads no Lua. What the
 * copy or this machine lacks is told apart from what is wrong.
 */
export default defineValidator({
  title: { en: 'HAProxy', zh: 'HAProxy' },
  files: [/^haproxy.*\.cfg$/],
  async validate({ text: source }, deps) {
    const copy = copyForCheck(source);
    return checkWith(deps, {
      program: 'haproxy',
      debian: 'haproxy',
      args: ['-c', '-dr', '-f', 'haproxy.cfg'],
      files: { 'haproxy.cfg': copy.text, 'ca.pem': `${rootCertificates[0]}\n` },
      source: `${source}\nhaproxy.cfg`,
      read: (line) => read(line, copy.lua),
      before: copy.findings,
    });
  },
});

const summary = /^(?:Error\(s\) found|Fatal errors found)/;
const ofTheCopy = /no SSL certificate specified for bind|could not resolve address/;
const ofTheMachine =
  /No such file|unable to (?:open|stat|load)|error opening file|cannot open|failed to open|cannot find (?:user|group) id|Permission denied/i;

/** `[ALERT]    (123) : config : parsing [haproxy.cfg:4] : …`, in 2.8 `[ALERT]    (123) : config : …` likewise. */
function read(line: string, lua: boolean): Said | undefined {
  if (line.startsWith('Configuration file has no error but will not start')) return { kind: 'error', words: line };
  const [, level, words] = /^\[(ALERT|WARNING)\]\s+\(\d+\) : (?:config : )?(.+)$/.exec(line) ?? [];
  if (words === undefined || summary.test(words) || ofTheCopy.test(words)) return undefined;
  const at = /[[(]haproxy\.cfg:(\d+)[\])]/.exec(words)?.[1];
  const plain = words.replace(/^parsing \[haproxy\.cfg:\d+\] ?: /, '').replace(/^\[haproxy\.cfg:\d+\] ?: /, '');
  const machine = ofTheMachine.test(words) || (lua && /\blua\b/i.test(words));
  const kind = machine ? 'machine' : level === 'ALERT' ? 'error' : 'warning';
  return { kind, words: plain, ...(at ? { line: Number(at) } : {}) };
}
