import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { manifest } from '../../src/handlers/manifest.ts';
import { loadRegistry } from '../../src/handlers/registry.ts';

const registry = await loadRegistry();

test('the manifest has every command with its usage, within the limits Slack publishes', () => {
  const { features, display_information } = manifest(registry, { prefix: 'it-', mode: 'socket' });
  expect(features?.slash_commands?.map(({ command }) => command).toSorted()).toEqual([
    '/it-deploy',
    '/it-ops',
    '/it-rollback',
  ]);
  for (const { command, description, usage_hint, should_escape, url } of features?.slash_commands ?? []) {
    expect(command.length).toBeLessThanOrEqual(32);
    expect(description.length).toBeLessThanOrEqual(2000);
    expect(usage_hint?.length).toBeLessThanOrEqual(1000);
    expect(should_escape).toBe(true);
    expect(url).toBeUndefined();
  }
  expect(features?.slash_commands?.[0]?.usage_hint).toContain('<app>[@version] <environment> [on <selector>]');
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description?.length).toBeLessThanOrEqual(140);
  expect(display_information.long_description?.length).toBeGreaterThanOrEqual(175);
  expect(display_information.long_description?.length).toBeLessThanOrEqual(4000);
  expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
});

test('in HTTP mode every request goes to the given address', () => {
  const url = 'https://bot.example/slack/events';
  const { settings, features } = manifest(registry, { prefix: '', mode: 'http', url });
  expect(settings?.socket_mode_enabled).toBe(false);
  expect(settings?.interactivity?.request_url).toBe(url);
  expect(settings?.event_subscriptions?.request_url).toBe(url);
  expect(features?.slash_commands?.every((command) => command.url === url)).toBe(true);
});

test('the program prints it as JSON, and refuses an address that Slack would not take', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, ['scripts/manifest.ts', ...args], { encoding: 'utf8', stdio: 'pipe' });
  expect(JSON.parse(run('--prefix', 'it-'))).toEqual(
    JSON.parse(JSON.stringify(manifest(registry, { prefix: 'it-', mode: 'socket' }))),
  );
  expect(() => run('--url', 'http://bot.example')).toThrow(/https/);
});
