import { LogLevel } from '@slack/bolt';
import { describe, expect, test } from 'vitest';
import { boltLogger, createLog } from '../../src/bot/log.ts';
import { secret } from '../../src/core/io/secret.ts';

function logged(secrets: string[] = []) {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', secrets: secrets.map(secret), write: (line) => lines.push(line) });
  return { log, text: () => lines.join('') };
}

describe('the log', () => {
  test.each([
    'xoxb-12-ab-Cd',
    'xapp-1-A0-1-ff',
    'xoxe.xoxp-1-abc',
    'https://hooks.slack.com/actions/T0/1/abc',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----',
  ])('never shows %s, in a message, a field or an error', (value) => {
    const { log, text } = logged();
    log.info({ deep: { er: [value] } }, `said ${value}`);
    log.error({ err: new Error(`failed at ${value}`, { cause: value }) }, 'x');
    const tail = value.includes('KEY') ? 'b3Bl' : value.slice(-6);
    expect(text()).toContain('[redacted]');
    expect(text()).not.toContain(tail);
  });

  test('never shows a value it was told of, whatever it looks like', () => {
    const { log, text } = logged(['pass"word\\1']);
    log.info({ note: 'it is pass"word\\1.' }, 'pass"word\\1');
    expect(text()).not.toContain('word');
  });

  test("takes Slack's own lines but never their debug lines, which hold whole payloads", () => {
    const { log, text } = logged();
    const bolt = boltLogger(log);
    bolt.setLevel(LogLevel.DEBUG);
    bolt.debug('payload of somebody');
    bolt.warn('something', new Error('odd'));
    expect(bolt.getLevel()).not.toBe(LogLevel.DEBUG);
    expect(text()).toContain('something odd');
    expect(text()).not.toContain('payload of somebody');
  });
});
