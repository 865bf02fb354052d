import { describe, expect, test } from 'vitest';
import { directives } from '../../../../src/core/generate/validators/nginx/directives.ts';
import nginx from '../../../../src/core/generate/validators/nginx.ts';
import { hasProgramOf, rendered, validatorDeps } from '../../../support/validating.ts';

describe('the words of an nginx configuration', () => {
  const words = (text: string) => directives(text).map((one) => one.words.map((word) => word.text));

  test('end at spaces, at ; and at {, but not within quotes, escapes and ${…}', () => {
    expect(words("a b;c \"d;{ e\" 'f\\'g;';h i\\;j${k}l { m; }")).toEqual([
      ['a', 'b'],
      ['c', '"d;{ e"', "'f\\'g;'"],
      ['h', 'i\\;j${k}l'],
      ['m'],
    ]);
  });

  test('a # begins a comment only where a word could begin', () => {
    expect(words('a b#c; # d; e\nf g;')).toEqual([
      ['a', 'b#c'],
      ['f', 'g'],
    ]);
  });

  test('each is known by the blocks that it is in', () => {
    const text = 'events {} http { server { location / { a; } } b; } c;';
    const within = directives(text).map(({ name, within }) => [name, within.join(' ')]);
    expect(within).toContainEqual(['a', 'http server location']);
    expect(within).toContainEqual(['b', 'http']);
    expect(within).toContainEqual(['c', '']);
  });
});

describe.skipIf(!hasProgramOf('nginx'))('nginx -t', () => {
  const check = (text: string) => nginx.validate(rendered('nginx.conf', text), validatorDeps());

  test('a listen port that only root may open, or that is taken, is no fault of the config', async () => {
    expect(await check('server { listen 1; listen 192.0.2.1:443; }')).toEqual({ checked: true, findings: [] });
  });

  test('a host may be called as a group is', async () => {
    const text = 'upstream app { server app:1; server app:1; }\nserver { location / { proxy_pass http://app; } }';
    expect(await check(text)).toEqual({ checked: true, findings: [] });
  });

  test('names the host that was meant, not what stood for it', async () => {
    const text = 'server { location / { proxy_pass http://app.example.org:99999; } }';
    const verdict = await check(text);
    expect(verdict).toMatchObject({ findings: [{ severity: 'error', line: 1 }] });
    expect(JSON.stringify(verdict)).toContain('app.example.org:99999');
  });

  test.each([
    ['a zone that nginx.conf defines', 'server { location / { limit_req zone=api; } }'],
    ['a log format that nginx.conf defines', 'server { access_log /var/log/a.log json; }'],
    ['a module that is loaded at run time', 'server { brotli on; }'],
    ['the stream module', 'events {}\nstream { server { listen 1; } }'],
    ['certificates that an included file has', 'server { listen 443 ssl; include snippets/tls.conf; }'],
  ])('%s is not checked rather than wrong', async (_, text) => {
    expect(await check(text)).toMatchObject({
      checked: false,
      why: { en: expect.stringContaining('nginx could not check') },
    });
  });

  test.each([
    ['no semicolon', 'server {\n listen 1\n server_name a;\n}', 3],
    ['a block that does not end', 'server {\n listen 1;\n', 3],
    ['a block too many', 'server { }\n}\n', 2],
    ['a directive in the wrong place', 'upstream a {\n listen 1;\n}', 2],
    ['no certificate', 'server {\n listen 443 ssl;\n}', undefined],
  ])('%s is an error', async (why, text, line) => {
    const verdict = await check(why === 'no certificate' ? `events {}\nhttp { ${text} }` : text);
    expect(verdict).toMatchObject({ checked: true, findings: [{ severity: 'error' }] });
    if (line !== undefined && verdict.checked) expect(verdict.findings[0]?.line).toBe(line);
  });
});
