import type { Facts } from '../../collect/types.ts';
import { shortened } from './interfaces.ts';
import { known, linesOf } from './values.ts';

type Port = NonNullable<Facts['ports']>[number];

/** Listening ports by ss or netstat (-lntup), or by /proc/net/{tcp,udp}; each once, however many sockets share it. */
export function readPorts(text: string | undefined): readonly Port[] | undefined {
  if (text === undefined) return undefined;
  const lines = linesOf(text);
  const any = anyAddress(lines);
  const found = lines.flatMap((line) => bySs(line, any) ?? byNetstat(line) ?? byProc(line) ?? []);
  const once = new Map<string, Port>();
  for (const port of found) {
    const key = `${port.protocol} ${String(port.port).padStart(5, '0')} ${port.address}`;
    if (!once.get(key)?.process) once.set(key, port);
  }
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, port]) => port);
}

/** What ss means by `*`: all of IPv4 in versions that write `:::22` for all of IPv6, else both, as a socket of IPv6 has. */
function anyAddress(lines: readonly string[]): string {
  const old = lines.some((line) => / :::\d/.test(line)) || !lines.some((line) => / (?:0\.0\.0\.0|\[::\]):/.test(line));
  return old ? '0.0.0.0' : '::';
}

/** `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=812,fd=3))`, older ones `users:(("sshd",812,3))`. */
function bySs(line: string, any: string): Port | undefined {
  const found = /^(tcp|udp)\s+(?:LISTEN|UNCONN)\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+(?:\s+users:\(\("([^"]*)")?/.exec(line);
  if (!found) return undefined;
  const [, protocol, address = '', port, process] = found;
  return portOf(protocol, address === '*' ? any : address.replace(/%[^\]]*/, ''), Number(port), process);
}

/** `tcp6  0  0 :::22  :::*  LISTEN  812/sshd: /usr/sbin`; for udp no state. */
function byNetstat(line: string): Port | undefined {
  const found = /^(tcp|udp)6?\s+\d+\s+\d+\s+(\S+):(\d+)\s+\S+:\*\s+(?:LISTEN\s+)?(?:\d+\/([^\s:]+)|-)?/.exec(line);
  if (!found) return undefined;
  const [, protocol, address = '', port, process] = found;
  return portOf(protocol, address, Number(port), process);
}

/** `/proc/net/tcp:   0: 0100007F:0CEA 00000000:0000 0A …`: address and port in hexadecimal, state 0A for tcp, 07 for udp. */
function byProc(line: string): Port | undefined {
  const found = /^\/proc\/net\/(tcp|udp)6?:\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:0000 (0A|07) /.exec(line);
  if (!found) return undefined;
  const [, protocol = '', address = '', port = '', state] = found;
  if (state !== (protocol === 'tcp' ? '0A' : '07')) return undefined;
  return portOf(protocol, addressIn(address), Number.parseInt(port, 16));
}

/** Words of 32 bits in the processor's order, which is little-endian on all that are in use for Linux hosts but s390x. */
export function addressIn(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  const digits = words.map((word) => word.match(/../g)?.reverse().join('') ?? '').join('');
  if (digits.length === 32) return shortened(digits);
  return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.');
}

function portOf(protocol: string | undefined, address: string, port: number, process?: string): Port {
  return known({
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    address: address.replace(/^\[(.*)\]$/, '$1'),
    port,
    process,
  });
}
