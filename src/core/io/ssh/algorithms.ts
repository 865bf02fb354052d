import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import { keyTypeOf } from './fingerprint.ts';
import type { OfferedKey } from './types.ts';

/**
 * What is offered to a server. AES-128-GCM first: with native crypto it is as fast as scp. The types of the pinned host
 * keys come first, as with OpenSSH, so that a server with several keys shows the one that is known. SHA-1, CBC and DSS
 * only with `legacy`.
 */
export function algorithmsFor(pinned: readonly OfferedKey[], legacy: boolean): Algorithms {
  const more = <T>(list: readonly T[], old: readonly T[]): T[] => (legacy ? [...list, ...old] : [...list]);
  return {
    kex: more(keyExchange, oldKeyExchange),
    cipher: more(ciphers, oldCiphers),
    hmac: more(macs, oldMacs),
    compress: ['none'],
    serverHostKey: pinnedFirst(more(hostKeys, oldHostKeys), pinned),
  };
}

const keyExchange: KexAlgorithm[] = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group-exchange-sha256',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
];
const oldKeyExchange: KexAlgorithm[] = [
  'diffie-hellman-group-exchange-sha1',
  'diffie-hellman-group14-sha1',
  'diffie-hellman-group1-sha1',
];
const ciphers: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'chacha20-poly1305@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
];
const oldCiphers: CipherAlgorithm[] = ['aes128-cbc', 'aes192-cbc', 'aes256-cbc', '3des-cbc'];
const macs: MacAlgorithm[] = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
];
const oldMacs: MacAlgorithm[] = ['hmac-sha1', 'hmac-md5'];
const hostKeys: ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];
const oldHostKeys: ServerHostKeyAlgorithm[] = ['ssh-rsa', 'ssh-dss'];

function pinnedFirst(list: ServerHostKeyAlgorithm[], pinned: readonly OfferedKey[]): ServerHostKeyAlgorithm[] {
  const types = new Set(pinned.map(({ key }) => keyTypeOf(key)));
  const known = (algorithm: string) => types.has(algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm);
  return [...list.filter(known), ...list.filter((algorithm) => !known(algorithm))];
}
