import type { Finding } from '../../types.ts';
import { emptied, notPart } from './copy.ts';

/** A copy of the same lines that `haproxy -c` can read anywhere. */
interface HaproxyCopy {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** True where Lua files were left out, so that what they would define is unknown. */
  readonly lua: boolean;
}

/** Characters of a line that HAProxy reads (LINESIZE). */
const longest = 2_048;

/** Loaded, and run, already by `-c`. A keyword that is quoted, escaped or computed could be one of them. */
const loaded =
  /^[ \t]*(?:lua-load|lua-load-per-thread|lua-prepend-path|ssl-engine|ssl-provider|ssl-provider-path)\b|^[ \t]*[^\s#]*["'\\$]/;

/**
 * Makes the copy. Left out are Lua and OpenSSL engines (with a warning). Certificates are replaced: `strict-sni`
 * stands for a bind line's own, a root of Node's for CAs; `user`, `group`, `chroot` and the folders of certificates, which
 * are the host's, are left out as well. Names of servers become addresses of the loopback net, so that none is looked up.
 */
export function copyForCheck(source: string): HaproxyCopy {
  const findings: Finding[] = [];
  let lua = false;
  const lines = source.split('\n').map((line, index) => {
    if (loaded.test(line)) {
      findings.push(notPart(line.trim(), index + 1));
      lua ||= /lua/.test(line);
      return emptied(line);
    }
    if (/^[ \t]*(?:user|group|chroot|ca-base|crt-base)[ \t]+\S+[ \t]*(?:#.*)?$/.test(line)) return emptied(line);
    return withoutNames(withoutCertificates(line));
  });
  return { text: lines.join('\n'), findings, lua };
}

function withoutCertificates(line: string): string {
  if (!/^[ \t]*(?:bind|server|default-server|ssl-default-\w+-options)[ \t]/.test(line)) return line;
  const own = /^[ \t]*bind[ \t]/.test(line) ? ' strict-sni' : '';
  return line
    .replace(/[ \t](?:crt|crt-list)[ \t]+[^\s#]+/g, own)
    .replace(/[ \t](ca-file|ca-verify-file)[ \t]+(?!@system-ca)[^\s#]+/g, ' $1 ca.pem')
    .replace(/[ \t]crl-file[ \t]+[^\s#]+/g, '');
}

function withoutNames(line: string): string {
  if (line.length > longest) return line;
  return line.replace(
    /^([ \t]*(?:(?:server|peer)[ \t]+\S+|log)[ \t]+)([A-Za-z0-9](?:[\w-]*\.)*[\w-]*[A-Za-z][\w-]*\.?)(?=[: \t]|$)/,
    (whole, before: string, name: string) => (/^(?:global|stdout|stderr)$/.test(name) ? whole : `${before}127.77.0.1`),
  );
}
