import { describe, expect, it } from 'vitest';
import { expandFile } from '../../../src/core/settings/expand.ts';
import { problemsWith, settingsWith } from './folder.ts';

const load = async (text: string) => (await settingsWith({ 'files.yaml': text })).files;

describe('files.yaml', () => {
  it('says where configs go and what becomes of them', async () => {
    const files = await load(`root: ~/bot//
files:
  - configs: nginx/*.conf
    hosts: env=prod
    path: /etc/nginx/conf.d/{base}
    mode: "0640"
    owner: root:www-data
    check: { run: "nginx -t", timeout: 30s }
    reload: systemctl reload nginx
    verify: [ { tcp: 80, within: 10s }, { unit: nginx.service } ]
  - configs: [sshd_config, "sshd/{a,b}"]
    path: "{labels.site}/{name}"
    check: /usr/sbin/sshd -t -f {file}
`);
    expect(files).toEqual({
      root: '~/bot',
      files: [
        {
          configs: ['nginx/*.conf'],
          hosts: 'env=prod',
          path: '/etc/nginx/conf.d/{base}',
          mode: '0640',
          owner: 'root:www-data',
          check: { run: 'nginx -t', timeout: 30_000 },
          reload: { run: 'systemctl reload nginx', timeout: 300_000 },
          verify: [
            { tcp: 80, within: 10_000 },
            { unit: 'nginx.service', within: 30_000 },
          ],
        },
        {
          configs: ['sshd_config', 'sshd/{a,b}'],
          path: '{labels.site}/{name}',
          check: { run: '/usr/sbin/sshd -t -f {file}', timeout: 300_000 },
          verify: [],
        },
      ],
    });
  });

  it('may be missing', async () => {
    expect((await settingsWith()).files).toEqual({ root: '.changeops-configs', files: [] });
  });

  const one = (more: string) => `files:\n  - configs: a\n    path: /etc/a\n${more ? `    ${more}\n` : ''}`;

  it.each([
    ['a key that there is not', one('relaod: x'), /files\.yaml:4.*relaod.*Did you mean reload\?/],
    ['a path that is not absolute', 'files: [{ configs: a, path: etc/a }]', /absolute path/],
    ['a path that leads up', 'files: [{ configs: a, path: /etc/../a }]', /absolute path/],
    ['a folder', 'files: [{ configs: a, path: /etc/ }]', /absolute path/],
    [
      'a placeholder that means nothing',
      'files: [{ configs: a, path: "/etc/{bsae}" }]',
      /\{bsae\}.*Did you mean base\?/,
    ],
    ['{file} where there is none', one('reload: "cat {file}"'), /\{file\}/],
    ['{version}, which is of apps', one('check: "x {version}"'), /\{version\}/],
    ['a mode that YAML takes for a number', one('mode: 0644'), /must be text/],
    ['a mode with more rights than a file needs', one('mode: "4755"'), /four octal digits/],
    ['an owner without a group', one('owner: root'), /user:group/],
    ['a pattern that leads out', 'files: [{ configs: ../a, path: /etc/a }]', /pattern of a config/],
    ['a selector by a label that there is not', one('hosts: tpye=server'), /files\.yaml:4.*Did you mean type\?/],
    ['a root that is the login folder', 'root: "~/"', /folder/],
  ])('says where %s is', async (_, text, words) => {
    const { en, zh } = await problemsWith({ 'files.yaml': text });
    expect(en.join('\n')).toMatch(words);
    expect(zh).toHaveLength(en.length);
  });
});

describe('{file}', () => {
  it('stands for a path, quoted where a shell would read it, and other braces stand', () => {
    expect(expandFile('sshd -t -f {file} && x ${file} {other}', '/etc/.x.sshd_config')).toBe(
      'sshd -t -f /etc/.x.sshd_config && x ${file} {other}',
    );
    expect(expandFile('cat {file}', "/etc/it's $(here)")).toBe("cat '/etc/it'\\''s $(here)'");
    expect(() => expandFile('cat "{file}"', '/etc/a b')).toThrow(/cannot be used/);
  });
});
