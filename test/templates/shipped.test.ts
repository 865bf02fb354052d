import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bind } from '../../src/core/generate/data.ts';
import { loadPlatforms } from '../../src/core/platforms/load.ts';
import { loadSettings } from '../../src/core/settings/load.ts';
import type { Host } from '../../src/core/settings/types.ts';
import { configOf, type Data, examplesOf, shipped } from '../support/templates.ts';

const { templates, problems } = await shipped.read();
const platforms = await loadPlatforms();
const sample = await loadSettings(fileURLToPath(new URL('../../data/sample/settings', import.meta.url)));
const hosts = Object.values(sample.settings?.hosts ?? {}) as Host[];

test('the templates that people were promised ship, and nothing is wrong with any', () => {
  expect(problems).toEqual([]);
  expect([...templates.keys()]).toEqual([
    ...['chrony', 'cisco-ios-access-switch', 'h3c-comware-access-switch', 'haproxy', 'huawei-vrp-access-switch'],
    ...['huawei-vrp-firewall', 'keepalived', 'nginx-site', 'prometheus-scrape', 'sshd', 'systemd-unit'],
  ]);
});

describe.each([...templates])('%s', (name, template) => {
  const { title, description, variables } = template.meta;

  test('says what it is in both languages', () => {
    for (const text of [title, description]) {
      expect(text?.en).toMatch(/^[\x20-\x7e]+$/);
      if (text !== title || text.zh !== text.en) expect(text?.zh).toMatch(/[\p{Script=Han}]/u);
    }
  });

  test.each(['example', 'default'] as const)('renders from its front matter alone, the %s first', async (first) => {
    const { file, text } = await configOf(name, examplesOf(template, first));
    expect(file).not.toMatch(/undefined|[{}\s]/);
    expect(text).not.toMatch(/undefined|\[object|\{\{|\}\}/);
    // Neither gaps nor spaces at the ends of lines: they would be differences between what is meant and what runs.
    expect(text).not.toMatch(/[ \t]\n|\n{3}|\r|\t/);
    expect(text.trimEnd()).toBe(text.slice(0, -1));
  });

  test.each(hosts.map((host) => [host.name, host] as const))(
    'renders for the host %s of the sample inventory',
    async (_, host) => {
      const vars = { platforms: { [host.platform]: examplesOf(template) } };
      const { data, findings } = bind({ template, host, vars });
      expect(findings).toEqual([]);
      // What a host is called and has as labels is no variable of a template by accident.
      const { text } = await configOf(name, data);
      expect(text).toBe((await configOf(name, { ...examplesOf(template), name: host.name })).text);
    },
  );

  test.each(Object.keys(variables))('makes something of its variable %s', async (variable) => {
    const data = examplesOf(template);
    const { [variable]: _, ...others } = data;
    const whole = await configOf(name, data);
    const other = await configOf(name, { ...others, ...different(data, variable) }).catch((error: Error) => error);
    expect(other).not.toEqual(whole);
  });

  test('has secrets by reference only, and each is one that is stripped from what is shown', async () => {
    const secrets = Object.keys(variables).filter((variable) => /_(?:cipher|hash|secret)$/.test(variable));
    for (const variable of secrets) expect(variables[variable]?.default).toBeUndefined();
    const { text } = await configOf(name, examplesOf(template));
    const [platform] = template.meta.platforms;
    const patterns = platforms.get(platform ?? '')?.secrets ?? [];
    const stripped = patterns.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text).split('\n');
    const changed = text.split('\n').filter((line, at) => line !== stripped[at]);
    const values = secrets.map((variable) => String(variables[variable]?.example));
    // Receivers of traps stand with their user, where version 2 would have its community.
    const known = [...values, ' v3 privacy', 'version 3 priv '];
    expect(changed.filter((line) => !known.some((value) => line.includes(value)))).toEqual([]);
    for (const value of values) expect(stripped.join('\n')).not.toContain(value);
  });
});

/** Another value of the same type. */
function different(data: Data, variable: string): Data {
  const value = data[variable];
  if (typeof value === 'boolean') return { [variable]: !value };
  if (typeof value === 'number') return { [variable]: value + 1 };
  return {};
}
