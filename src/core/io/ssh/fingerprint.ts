import { createHash } from 'node:crypto';

/** The fingerprint of a public key blob as OpenSSH prints it: `SHA256:` and unpadded base64. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The key type that a public key blob names itself (RFC 4253 6.6), such as `ssh-ed25519`; undefined if malformed. */
export function keyTypeOf(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  if (length === 0 || length > key.length - 4) return undefined;
  return key.toString('latin1', 4, 4 + length);
}
