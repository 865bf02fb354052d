import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/core/io/redactor.ts';
import { secret } from '../../../src/core/io/secret.ts';

function redactorOf(...values: string[]) {
  const redactor = createRedactor();
  for (const value of values) redactor.add(secret(value));
  return redactor;
}

it('replaces a secret wherever it stands and leaves the rest', () => {
  const redactor = redactorOf('hunter2!');
  expect(redactor.redact('login with hunter2! failed; hunter2!')).toBe('login with [redacted] failed; [redacted]');
  expect(createRedactor().redact('nothing is known')).toBe('nothing is known');
});

it('finds it in JSON, in a URL and in base64', () => {
  const value = 'pa"ss\\wörd &/+?';
  const redactor = redactorOf(value);
  const seen = redactor.redact(
    [JSON.stringify({ value }), encodeURIComponent(value), new URLSearchParams({ value }).toString()].join(' | '),
  );
  expect(seen).toBe('{"value":"[redacted]"} | [redacted] | value=[redacted]');
});

it('finds it in the base64 of a longer text, whatever stands before it', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const value = 'correct horse battery';
      const text = Buffer.from(before + value + after).toString('base64');
      const left = Buffer.from(redactorOf(value).redact(text).replace('[redacted]', ''), 'base64').toString();
      return redactorOf(value).redact(text).includes('[redacted]') && !left.includes('horse');
    }),
  );
});

it('finds single lines of a secret of several lines, such as a private key', () => {
  const key = '-----BEGIN KEY-----\nb3BlbnNzaC1rZXk\nAAAABG5vbmU\n-----END KEY-----\n';
  expect(redactorOf(key).redact('parse error near AAAABG5vbmU')).toBe('parse error near [redacted]');
});

it('takes the longer of two secrets of which one begins the other', () => {
  expect(redactorOf('secret', 'secret-longer').redact('secret-longer')).toBe('[redacted]');
});

it('leaves pieces of fewer than four characters, which are in any text', () => {
  expect(redactorOf('abc').redact('abc abcd')).toBe('abc abcd');
});
