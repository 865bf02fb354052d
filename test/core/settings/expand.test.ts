import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expand } from '../../../src/core/settings/expand.ts';
import type { Host } from '../../../src/core/settings/types.ts';

const hostWith = (labels: Host['labels'] = {}): Host => ({
  name: 'web-01',
  address: '10.0.0.11',
  port: 22,
  platform: 'linux',
  type: 'server',
  groups: [],
  ssh: { legacy: false },
  labels,
});
const refused = (code: string, words: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(words) });

describe('placeholders', () => {
  it('stand for the host, its address and labels, and the version', () => {
    const values = { host: hostWith({ port: 8080, site: '北京' }), version: '1.4.2' };
    expect(expand('/opt/{host}/{labels.site}', values, 'plain')).toBe('/opt/web-01/北京');
    expect(expand('http://{address}:{labels.port}/{labels.site}?v={version}', values, 'url')).toBe(
      'http://10.0.0.11:8080/%E5%8C%97%E4%BA%AC?v=1.4.2',
    );
    expect(expand('apps/web-{version}', { version: '2.0.0' }, 'plain')).toBe('apps/web-2.0.0');
  });

  it('put an IPv6 address of a URL in brackets', () => {
    expect(expand('http://{address}:80/', { host: { ...hostWith(), address: 'fd00::1' } }, 'url')).toBe(
      'http://[fd00::1]:80/',
    );
  });

  it('leave to the shell what is the shell’s', () => {
    const text = 'echo ${HOME} {{.Names}} { print } {a,b} $(x) {1..3}';
    expect(expand(text, { host: hostWith() }, 'shell')).toBe(text);
  });

  it('that are unknown are errors naming the nearest', () => {
    const run = () => expand('{adress}', { host: hostWith(), app: 'web' }, 'plain');
    expect(run).toThrow(refused('placeholder-unknown', 'Did you mean address?'));
    expect(() => expand('/opt/{version}', { host: hostWith() }, 'plain')).toThrow(
      refused('placeholder-unknown', '{version}'),
    );
  });

  it('of a label that the host lacks name host and label', () => {
    const run = () => expand('x {labels.prot}', { host: hostWith({ port: 1 }), app: 'web' }, 'shell');
    expect(run).toThrow(refused('label-missing', 'App web: '));
    expect(run).toThrow(refused('label-missing', 'the host web-01 has no label prot. Did you mean port?'));
    expect(() => expand('{labels.constructor}', { host: hostWith() }, 'shell')).toThrow(
      refused('label-missing', 'constructor'),
    );
  });

  it.each(['../etc', '..', 'a/../../b', '', '-rf', 'a\nb', 'a\0b'])('of a path refuse the value %j', (value) => {
    expect(() => expand('{labels.x}', { host: hostWith({ x: value }) }, 'plain')).toThrow(
      refused('placeholder-unsafe', '{labels.x} on web-01'),
    );
  });

  it('of a path take dots that climb nowhere', () => {
    expect(expand('/opt/{labels.x}', { host: hostWith({ x: 'a..b/.c' }) }, 'plain')).toBe('/opt/a..b/.c');
  });

  it('of a command reach the program as they are, whatever they hold', () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}|\p{Cs}/u.test(text));
    const values = [
      ...fc.sample(value, 300),
      "'",
      "''",
      '$(id)',
      '`id`',
      '; id',
      '~',
      '*',
      '-n',
      'a=b',
      '#',
      '\\',
      '！',
      ' ',
    ];
    const commands = values.map((x) => expand('printf %s%b {labels.x}', { host: hostWith({ x }) }, 'shell'));
    const script = commands.map((command) => `${command} '\\0000'`).join('\n');
    const said = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    expect(said.split('\0').slice(0, -1)).toEqual(values);
  });

  it.each(['"{labels.x}"', "'{labels.x}'", "# it's\n{labels.x}", 'cat <<E\n{labels.x}\nE', '`{labels.x}`'])(
    'in %j refuse what the shell would read there, and take plain words',
    (text) => {
      expect(() => expand(text, { host: hostWith({ x: "a';id;'" }) }, 'shell')).toThrow(
        refused('placeholder-unsafe', 'stands after a quote'),
      );
      expect(expand(text, { host: hostWith({ x: 'eu-1' }) }, 'shell')).toBe(text.replace('{labels.x}', 'eu-1'));
    },
  );
});
