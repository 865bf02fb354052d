import { generateKeyPairSync } from 'node:crypto';
import { defineValidator } from '../define-validator.ts';
import { checkWith, type Said } from './program/check.ts';
import { without } from './program/copy.ts';

/**
 * `sshd -t` (OpenSSH) with a host key made for the check, so that the host's own need not be readable. `Include` is left
 * out, since it would read this machine's files.
 */
export default defineValidator({
  title: { en: 'OpenSSH server', zh: 'OpenSSH 服务器' },
  files: [/^sshd_config$/, /^sshd_config\b.*\.conf$/],
  async validate({ text: source }, deps) {
    const key = deps.once ? deps.once(hostKey, hostKey) : hostKey();
    const copy = without(source, /^[ \t\f"]*include\b.*$/gim);
    return checkWith(deps, {
      program: 'sshd',
      debian: 'openssh-server',
      args: ['-t', '-f', '{folder}/sshd_config', '-h', '{folder}/host_key'],
      files: { sshd_config: copy.text, host_key: key },
      source,
      read,
      before: copy.findings,
    });
  },
});

/** `sshd_config line 2: …` and `sshd_config: line 2: Bad configuration option: …`. */
function read(line: string): Said | undefined {
  const found = /^sshd_config:? line (\d+): (.+)$/.exec(line);
  if (found) {
    const kind = /^(?:Deprecated|Unsupported) option/.test(found[2] ?? '') ? 'warning' : 'error';
    return { kind, line: Number(found[1]), words: found[2] ?? '' };
  }
  // About the machine, said once the file has been read.
  if (line.startsWith('Missing privilege separation directory')) return { kind: 'passed', words: line };
  if (line.startsWith('Privilege separation user')) return { kind: 'machine', words: line };
  return undefined;
}

function hostKey(): string {
  return generateKeyPairSync('ec', {
    namedCurve: 'prime256v1',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}
