import { createHash, timingSafeEqual } from 'node:crypto';
import type { AuthContext, Connection, PublicKeyAuthContext } from 'ssh2';
import { parseKey } from './keys.ts';
import type { HostOptions } from './types.ts';

/** sshd's default for MaxAuthTries. */
const tries = 6;

interface LoginRules extends Pick<HostOptions, 'user' | 'password' | 'publicKey'> {
  /** Whether nobody gets in just now. */
  refusing(): boolean;
  refused(): void;
}

/** Lets the host's user in, by password or key, and nobody else; a connection is ended after six wrong tries. */
export function guardLogin(connection: Connection, rules: LoginRules): void {
  const methods: ('publickey' | 'password')[] = [];
  if (rules.publicKey !== undefined) methods.push('publickey');
  if (rules.password !== undefined) methods.push('password');
  let wrong = 0;
  connection.on('authentication', (context) => {
    if (!rules.refusing() && context.username === rules.user && mayEnter(context, rules)) return context.accept();
    if (context.method !== 'none') {
      wrong += 1;
      rules.refused();
    }
    if (wrong >= tries) connection.end();
    else context.reject(methods);
  });
}

function mayEnter(context: AuthContext, rules: LoginRules): boolean {
  if (context.method === 'password') return rules.password !== undefined && same(context.password, rules.password);
  if (context.method === 'publickey') return rules.publicKey !== undefined && holdsKey(context, rules.publicKey);
  return false;
}

/** The client first asks whether a key would do, then signs with it. */
function holdsKey(context: PublicKeyAuthContext, line: string): boolean {
  const wanted = parseKey(line, 'the public key that may log in');
  if (!wanted.getPublicSSH().equals(context.key.data)) return false;
  if (!context.signature || !context.blob) return true;
  return wanted.verify(context.blob, context.signature, context.hashAlgo) === true;
}

function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
