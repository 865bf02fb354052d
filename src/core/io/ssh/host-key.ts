import { hostKeyChanged, hostKeyRevoked, hostKeyUnknown, place } from './errors.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { KnownHosts, OfferedKey, Target } from './types.ts';

/** What decides on the key a server shows, before any login. */
export interface HostKeyCheck {
  /** The keys pinned for the target. */
  readonly pinned: readonly OfferedKey[];
  /** Whether to go on; also called when keys are exchanged anew later. */
  verify(key: Buffer): boolean;
  /** The key shown, once there is one. */
  shown(): OfferedKey | undefined;
  /** Why it was not accepted. */
  verdict(): Error | undefined;
}

/** A check against what is pinned: `host-key-unknown` when nothing is, `host-key-changed` when something else is. */
export async function checkPinned(target: Target, knownHosts: KnownHosts): Promise<HostKeyCheck> {
  const { address, port } = target;
  const pinned = await knownHosts.keys(address, port);
  const revoked = (await knownHosts.revoked?.(address, port)) ?? [];
  return createCheck(pinned, ({ key, fingerprint }) => {
    if (revoked.some((other) => other.key.equals(key))) return hostKeyRevoked(place(target), fingerprint);
    if (pinned.some((other) => other.key.equals(key))) return undefined;
    const prints = pinned.map((other) => other.fingerprint);
    return prints.length === 0 ? hostKeyUnknown(target, fingerprint) : hostKeyChanged(target, prints, fingerprint);
  });
}

/** A check that accepts nothing and only looks: its verdict is `Looked` with the key, so that no login follows. */
export async function onlyLook(target: Target, knownHosts: KnownHosts): Promise<HostKeyCheck> {
  const pinned = await knownHosts.keys(target.address, target.port);
  return createCheck(pinned, (key) => new Looked(key));
}

/** Ends a handshake whose only purpose was to see the host's key. */
export class Looked extends Error {
  readonly key: OfferedKey;

  constructor(key: OfferedKey) {
    super('the host key was only looked at');
    this.name = 'Looked';
    this.key = key;
  }
}

function createCheck(pinned: readonly OfferedKey[], judge: (key: OfferedKey) => Error | undefined): HostKeyCheck {
  let shown: OfferedKey | undefined;
  let verdict: Error | undefined;
  return {
    pinned,
    shown: () => shown,
    verdict: () => verdict,
    verify: (key) => {
      const copy = Buffer.from(key);
      shown = { key: copy, fingerprint: fingerprintOf(copy) };
      verdict = judge(shown);
      return verdict === undefined;
    },
  };
}
