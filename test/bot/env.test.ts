import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv } from '../../src/bot/env.ts';
import { OpsError } from '../../src/core/errors.ts';

const bot = 'xoxb-1-abc';
const app = 'xapp-1-abc';

function refusalOf(source: Record<string, string>): OpsError {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof OpsError) return error;
  }
  throw new Error('it was accepted');
}

describe('the environment', () => {
  test('with nothing of Slack and no DATA_DIR means the sandbox, on data/sandbox only, its page at PORT', () => {
    expect(readEnv({ PATH: '/bin', PORT: '80', SLACK_BOT_TOKEN: ' ' })).toMatchObject({
      mode: 'sandbox',
      dataDir: 'data/sandbox',
      port: 80,
    });
  });

  test('with an app token means Socket Mode, also when a signing secret is there', () => {
    const env = readEnv({
      SLACK_BOT_TOKEN: bot,
      SLACK_APP_TOKEN: app,
      SLACK_SIGNING_SECRET: 's',
      SLACK_API_URL: 'http://x/api',
    });
    expect(env).toMatchObject({ mode: 'socket', dataDir: 'data', apiUrl: 'http://x/api/' });
    expect(env.mode === 'socket' && env.appToken.reveal()).toBe(app);
  });

  test('with a signing secret alone means signed HTTP on PORT, 3000 by default', () => {
    expect(readEnv({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 's' })).toMatchObject({ mode: 'http', port: 3000 });
    expect(readEnv({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: 's', PORT: '8080' })).toMatchObject({ port: 8080 });
  });

  test.each([
    [{ DATA_DIR: '/d' }, /SLACK_BOT_TOKEN.*SLACK_APP_TOKEN/],
    [{ SLACK_BOT_TOKEN: bot }, /Missing: SLACK_APP_TOKEN/],
    [{ SLACK_APP_TOKEN: app }, /Missing: SLACK_BOT_TOKEN\./],
    [{ SLACK_COMMAND_PREFIX: 'ops-' }, /SLACK_BOT_TOKEN/],
  ])('with some set but not enough (%o) never falls back: it says what is missing', (source, missing) => {
    const refusal = refusalOf(source as Record<string, string>);
    expect(refusal.code).toBe('env-incomplete');
    expect(refusal.text.en).toMatch(missing);
    expect(refusal.text.zh).toMatch(/缺少/);
  });

  test('names every malformed variable and shows no value', () => {
    const refusal = refusalOf({
      SLACK_BOT_TOKEN: 'xapp-secret',
      PORT: 'web',
      LOG_LEVEL: 'loud',
      SLACK_API_URL: 'ftp://x',
    });
    expect(refusal.code).toBe('env-invalid');
    for (const name of ['SLACK_BOT_TOKEN', 'PORT', 'LOG_LEVEL', 'SLACK_API_URL']) {
      expect(refusal.text.en).toContain(name);
    }
    expect(refusal.text.en).not.toContain('secret');
  });

  test('prints no token', () => {
    const env = readEnv({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app });
    expect(JSON.stringify(env)).not.toContain('abc');
  });

  test('is explained in .env.example, variable by variable, and by no other name', async () => {
    const example = await readFile(join(import.meta.dirname, '../../.env.example'), 'utf8');
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(named.toSorted()).toEqual([
      'ALICLOUD_ENDPOINT',
      'DATA_DIR',
      'LOG_LEVEL',
      'PORT',
      'SLACK_API_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
      'SLACK_COMMAND_PREFIX',
      'SLACK_SIGNING_SECRET',
    ]);
  });
});
