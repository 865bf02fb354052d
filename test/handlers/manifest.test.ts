import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { defineShortcut, defineTab, defineUpload, type Reply } from '../../src/handlers/define.ts';
import { manifest } from '../../src/handlers/manifest.ts';
import { loadRegistry } from '../../src/handlers/registry.ts';

const registry = await loadRegistry();
const start = async (): Promise<Reply> => ({ kind: 'nothing' });

test('the manifest has every command with its usage, within the limits Slack publishes', () => {
  const { features, display_information } = manifest(registry, { prefix: 'it-', mode: 'socket' });
  expect(features?.slash_commands?.map(({ command }) => command).toSorted()).toEqual([
    '/it-collect',
    '/it-config',
    '/it-convert',
    '/it-deploy',
    '/it-generate',
    '/it-inventory',
    '/it-ops',
    '/it-rollback',
    '/it-template',
  ]);
  for (const { command, description, usage_hint, should_escape, url } of features?.slash_commands ?? []) {
    expect(command.length).toBeLessThanOrEqual(32);
    expect(description.length).toBeLessThanOrEqual(2000);
    expect(usage_hint?.length).toBeLessThanOrEqual(1000);
    expect(should_escape).toBe(true);
    expect(url).toBeUndefined();
  }
  const deploy = features?.slash_commands?.find(({ command }) => command === '/it-deploy');
  expect(deploy?.usage_hint).toContain('<app>[@version] <environment> [on <selector>]');
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description?.length).toBeLessThanOrEqual(140);
  expect(display_information.long_description?.length).toBeGreaterThanOrEqual(175);
  expect(display_information.long_description?.length).toBeLessThanOrEqual(4000);
  expect(features?.bot_user?.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
});

test('a shortcut is one of messages, messages of channels are heard of only where something is made of their files, and the home tab is there with its handler', () => {
  const convert = defineShortcut({ name: 'Convert to inventory', summary: { en: 'a', zh: 'b' }, start });
  const spreadsheet = defineUpload({ takes: () => true, handle: start });
  const commands = new Map();
  const none = manifest(
    { commands, shortcuts: new Map(), uploads: new Map(), tabs: new Map() },
    { prefix: '', mode: 'socket' },
  );
  expect(none.features?.shortcuts).toBeUndefined();
  expect(none.settings?.event_subscriptions?.bot_events).toEqual(['app_mention', 'message.im']);
  expect(none.features?.app_home?.home_tab_enabled).toBe(false);
  const all = {
    commands,
    shortcuts: new Map([['convert', convert]]),
    uploads: new Map([['spreadsheet', spreadsheet]]),
    tabs: new Map([['home', defineTab({ open: async () => ({ tab: 'home', blocks: [] }) })]]),
  };
  const { features, settings, oauth_config } = manifest(all, { prefix: '', mode: 'socket' });
  expect(features?.shortcuts).toEqual([
    { type: 'message', name: 'Convert to inventory', callback_id: 'convert', description: 'a · b' },
  ]);
  const events = ['app_mention', 'message.im', 'app_home_opened', 'message.channels', 'message.groups'];
  expect(features?.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_read_only_enabled: false });
  expect(settings?.event_subscriptions?.bot_events).toEqual(events);
  expect(oauth_config?.scopes?.bot).toEqual(
    expect.arrayContaining(['channels:history', 'groups:history', 'im:history', 'files:read']),
  );
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
