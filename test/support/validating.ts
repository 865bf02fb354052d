import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidatorDeps } from '../../src/core/generate/define-validator.ts';
import type { RenderedConfig } from '../../src/core/generate/types.ts';
import { createCheckingPrograms } from '../../src/core/io/checking-programs.ts';
import { systemClock } from '../../src/core/io/clock.ts';
import { hasTool } from './tools.ts';

/** What validators get: real programs of this machine, unless said. */
export function validatorDeps(more: Partial<ValidatorDeps> = {}): ValidatorDeps {
  const { signal } = new AbortController();
  const clock = systemClock();
  const program = createCheckingPrograms({ clock, signal }).run;
  return { signal, clock, program, schemas: new Map(), ...more };
}

/** A config as a template would render it. */
export function rendered(file: string, text: string, host = 'host-1'): RenderedConfig {
  return { host, platform: 'linux', file, text };
}

/** The configs of a validator's fixtures whose names begin so. */
export function fixtures(validator: string, beginning: string): readonly RenderedConfig[] {
  const folder = join(import.meta.dirname, '../fixtures/validators', validator);
  const names = readdirSync(folder).filter((name) => name.startsWith(beginning));
  return names.map((name) => rendered(name, readFileSync(join(folder, name), 'utf8')));
}

/** Programs and what makes them answer without doing anything, and the Debian package that has each. */
export const programs: Readonly<Record<string, readonly [program: string, debian: string, ...argv: string[]]>> = {
  nginx: ['nginx', 'nginx-light', '-v'],
  haproxy: ['haproxy', 'haproxy', '-v'],
  sshd: ['test', 'openssh-server', '-x', '/usr/sbin/sshd'],
  named: ['named-checkconf', 'bind9-utils', '-v'],
  sudoers: ['/usr/sbin/visudo', 'sudo', '-V'],
  chrony: ['chronyd', 'chrony', '-v'],
  prometheus: ['promtool', 'prometheus', '--version'],
  systemd: ['systemd-analyze', 'systemd', '--version'],
  bird: ['/usr/sbin/bird', 'bird2', '--version'],
  frr: ['vtysh', 'frr', '--help'],
};

/** Whether a validator's program is here, if it needs one. */
export function hasProgramOf(validator: string): boolean {
  const [program, , ...argv] = programs[validator] ?? [];
  return program === undefined || hasTool(program, ...argv);
}
