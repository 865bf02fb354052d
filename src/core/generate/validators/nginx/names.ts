import { bare, type Directive } from './directives.ts';

/** Addresses that stand for names while a copy is checked. */
export interface StandIns {
  /** A directive's word with the name in it replaced, if it has one that would be looked up. */
  standIn(directive: string, word: string): string;
  /** The names again, in what nginx says. */
  restore(words: string): string;
}

/** Whether nginx looks up what this directive names, while it reads. */
export function resolving({ name, within }: Directive): boolean {
  if (/^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$|^(?:resolver|auth_http|set_real_ip_from)$/.test(name))
    return true;
  return (name === 'server' && within.at(-1) === 'upstream') || (name === 'listen' && within.at(-1) === 'server');
}

/** Characters of an address with a path that are looked at; a host's name has 253 at most. */
const longest = 1_000;

const withUrl =
  /^((?:https?|grpcs?|\w*uwsgis?):\/\/)?([A-Za-z0-9](?:[\w-]*\.)*[\w-]*[A-Za-z][\w-]*\.?)((?:[:/?][\s\S]*)?)$/;

/** Every name gets an address of its own in 127.77.0.0/16. What a `_pass` names of `upstream` blocks stays. */
export function createStandIns(all: readonly Directive[]): StandIns {
  const groups = all.flatMap(({ name, words }) => (name === 'upstream' ? [bare(words[1]?.text ?? '')] : []));
  const addresses = new Map<string, string>();
  const addressOf = (name: string) => {
    const number = addresses.size + 1;
    const made = addresses.get(name) ?? `127.77.${(number >> 8) & 255}.${number & 255}`;
    addresses.set(name, made);
    return made;
  };
  return {
    standIn(directive, word) {
      if (word.length > longest) return word;
      const [, scheme = '', name = '', rest = ''] = withUrl.exec(bare(word)) ?? [];
      const group = /_pass$/.test(directive) && groups.includes(name);
      if (name === '' || group || word.includes('$')) return word;
      if (!hasHost(directive, name, scheme + rest)) return word;
      const made = `${scheme}${addressOf(name)}${rest}`;
      return /^["']/.test(word) ? `${word[0]}${made}${word[0]}` : made;
    },
    restore: (words) => {
      const back = new Map([...addresses].map(([name, address]) => [address, name]));
      return words.replace(/127\.77\.\d+\.\d+/g, (address) => back.get(address) ?? address);
    },
  };
}

/** Words beside the host are parameters: `backup`, `ssl`, `default_server`, `ipv6=off`; so is a `listen` port. */
function hasHost(directive: string, name: string, around: string): boolean {
  if (name === 'unix') return false;
  if (/^(?:server|listen|resolver)$/.test(directive)) return !parameters.test(name) || around.startsWith(':');
  return true;
}

const parameters =
  /^(?:backup|down|resolve|drain|ssl|http2|quic|spdy|default_server|default|bind|deferred|reuseport|proxy_protocol|udp)$/;
