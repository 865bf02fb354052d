import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../support/exec.ts';
import type { WorldHost, WorldOptions } from '../../support/world.ts';

/**
 * Writes an ssh_config for OpenSSH's own programs and resolves with its path: hosts by name, their keys pinned, the
 * test's login, and the cipher that the bot prefers too.
 */
export function sshConfig(folder: string, { hosts, user, keyFile }: Pick<WorldOptions, 'hosts' | 'user' | 'keyFile'>) {
  mkdirSync(folder, { recursive: true });
  const pins = hosts.map(({ address, port, publicKey }) => `[${address}]:${port} ${publicKey}\n`);
  writeFileSync(join(folder, 'known_hosts'), pins.join(''));
  const places = hosts.map(({ name, address, port }) => `Host ${name}\n  HostName ${address}\n  Port ${port}\n`);
  const all = `Host *
  User ${user}
  IdentityFile ${keyFile}
  IdentitiesOnly yes
  Ciphers aes128-gcm@openssh.com
  UserKnownHostsFile ${join(folder, 'known_hosts')}
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
  LogLevel ERROR
`;
  const file = join(folder, 'ssh_config');
  writeFileSync(file, places.join('') + all);
  return file;
}

/**
 * What people write who deploy by hand, on all hosts at once over one connection each: pack, hash, scp, compare the
 * hash there, unpack beside, switch by one rename.
 */
export async function deployByScript(
  config: string,
  source: string,
  version: string,
  hosts: readonly WorldHost[],
): Promise<void> {
  const script = `${config}.sh`;
  writeFileSync(script, oneHost);
  const each = hosts.map(({ name, folder }) => `one ${name} '${folder}/svc' & pids="$pids $!"\n`).join('');
  await exec('sh', [
    '-euc',
    `. '${script}'\n${each}for pid in $pids; do wait "$pid"; done`,
    'sh',
    config,
    source,
    version,
  ]);
}

const oneHost = `config=$1 source=$2 version=$3 pids= tar=$1.tar
tar -C "$source" -cf "$tar" .
sum=$(sha256sum <"$tar")
shared="-F $config -o ControlPath=$config-%n"
one() {
  ssh $shared -o ControlMaster=yes -N -f "$1" </dev/null >/dev/null 2>&1
  ssh $shared "$1" "mkdir -p $2/releases/$version"
  scp -q $shared "$tar" "$1:$2/release.tar"
  ssh $shared "$1" "set -e; cd $2; [ \\"\\$(sha256sum <release.tar)\\" = '$sum' ]
    tar -xf release.tar -C releases/$version; rm release.tar
    ln -s releases/$version current.new; mv -T current.new current"
  ssh $shared -O exit "$1" 2>/dev/null
}
`;
