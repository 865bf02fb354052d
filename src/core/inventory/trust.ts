import { OpsError } from '../errors.ts';
import { resolveTarget } from '../io/ssh/target.ts';
import type { KnownHosts, Ssh } from '../io/ssh/types.ts';
import type { Journal } from '../runs/events.ts';
import type { Answer } from '../runs/types.ts';
import { nearest } from '../settings/nearest.ts';
import type { Host, Settings } from '../settings/types.ts';

export interface TrustDeps {
  readonly settings: { current(): Settings };
  readonly ssh: Ssh;
  readonly knownHosts: KnownHosts;
  readonly journal: Pick<Journal, 'append'>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const timeout = 20_000;

/**
 * Pins the key that a host shows now, if it has exactly this fingerprint; on record before it counts. Errors
 * `host-unknown`, and those of the connection.
 */
export function createTrust(deps: TrustDeps): (name: string, fingerprint: string, by: string) => Promise<Answer> {
  return async (name, fingerprint, by) => {
    const host = hostNamed(deps.settings.current(), name);
    const target = await resolveTarget(host, deps.settings.current(), deps.env);
    const offered = await deps.ssh.offeredKey(target, { timeout });
    if (offered.fingerprint !== fingerprint) return mismatch(name, fingerprint, offered.fingerprint);
    await deps.journal.append({ type: 'trusted', host: name, fingerprint, by });
    await deps.knownHosts.pin(host.address, host.port, offered.key);
    return {
      ok: true,
      text: {
        en: `The host key ${fingerprint} is now pinned for ${name} (${host.address}:${host.port}).`,
        zh: `已为 ${name}（${host.address}:${host.port}）固定主机密钥 ${fingerprint}。`,
      },
    };
  };
}

function hostNamed(settings: Settings, name: string): Host {
  const host = Object.hasOwn(settings.hosts, name) ? settings.hosts[name] : undefined;
  if (host) return host;
  const close = nearest(name, Object.keys(settings.hosts));
  throw new OpsError('host-unknown', {
    en: `There is no host called ${name} in the inventory.${close ? ` Did you mean ${close}?` : ''}`,
    zh: `清单中没有名为 ${name} 的主机。${close ? `是否想输入 ${close}？` : ''}`,
  });
}

function mismatch(name: string, given: string, shown: string): Answer {
  return {
    ok: false,
    text: {
      en: `${name} shows ${shown}, not ${given}. Nothing was pinned. Compare with "ssh-keygen -lf" on the host's console before trusting it.`,
      zh: `${name} 显示的是 ${shown}，而不是 ${given}，未固定任何密钥。请先在主机控制台用“ssh-keygen -lf”核对。`,
    },
  };
}
