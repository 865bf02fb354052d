import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exec } from '../../support/exec.ts';
import type { WorldHost } from '../../support/world.ts';

/** Whether ansible-playbook is there. */
export function hasAnsible(): Promise<boolean> {
  return exec('ansible-playbook', ['--version']).then(
    () => true,
    () => false,
  );
}

/**
 * Ansible's copy (which compares checksums itself) and unarchive, one playbook over all hosts with ten forks, the
 * cipher of the others, its settings otherwise as they come (connections shared, compression on). Packing is part of it; no switch, no record and no verification are.
 */
export async function deployByAnsible(
  config: string,
  source: string,
  version: string,
  hosts: readonly WorldHost[],
): Promise<void> {
  const folder = dirname(config);
  const inventory = hosts.map(({ name, folder: root }) => `${name} root=${root}/svc`);
  writeFileSync(join(folder, 'inventory'), `${inventory.join('\n')}\n`);
  writeFileSync(join(folder, 'play.json'), JSON.stringify(playbook(folder, version)));
  await exec('tar', ['-C', source, '-cf', join(folder, 'release.tar'), '.']);
  await play(folder, config);
}

function playbook(folder: string, version: string) {
  const release = `{{ root }}/releases/${version}`;
  return [
    {
      hosts: 'all',
      gather_facts: false,
      tasks: [
        { file: { path: release, state: 'directory' } },
        { copy: { src: join(folder, 'release.tar'), dest: '{{ root }}/release.tar' } },
        { unarchive: { src: '{{ root }}/release.tar', dest: release, remote_src: true } },
      ],
    },
  ];
}

async function play(folder: string, config: string): Promise<void> {
  const env = {
    ...process.env,
    ANSIBLE_FORKS: '10',
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_LOCAL_TEMP: join(folder, 'ansible'),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(folder, 'cp'),
    ANSIBLE_SSH_COMMON_ARGS: `-F ${config}`,
  };
  const argv = ['-i', join(folder, 'inventory'), join(folder, 'play.json')];
  const child = spawn('ansible-playbook', argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`ansible-playbook ended with ${code}: ${said.slice(-2000)}`);
}
