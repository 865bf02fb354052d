import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadTemplates, type TemplateFolder } from '../../../../src/core/collect/textfsm/index-file.ts';

const ports = 'Value Key,Required PORT (\\S+)\nValue SPEED (\\d+)\n\nStart\n  ^${PORT} speed ${SPEED} -> Record\n';
const states = 'Value Key,Required PORT (\\S+)\nValue STATE (up|down)\n\nStart\n  ^${PORT} is ${STATE} -> Record\n';
const index = `# Templates of the team
Template, Hostname, Platform, Command

ports.textfsm, core-.*, cisco_ios, sh[[ow]] po[[rts]] core
ports.textfsm:states.textfsm, .*, cisco_ios|huawei_vrp, sh[[ow]] po[[rts]]
# gone.textfsm, .*, cisco_ios, show gone
gone.textfsm, .*, cisco_ios, show gone
../outside.textfsm, .*, cisco_ios, show outside
too, many, cells, for, an index
states.textfsm, .*, ruijie_os, (?:sh[[ow]]|dis[[play]]) st[[ates]]
endless.textfsm, .*, hp_comware, display endless
`;

const opened: { folder: string; templates: TemplateFolder }[] = [];
afterEach(async () => {
  for (const { folder, templates } of opened.splice(0)) {
    await templates.close();
    rmSync(folder, { recursive: true });
  }
});

async function open(files: Readonly<Record<string, string>> = {}): Promise<TemplateFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'textfsm-'));
  const all = {
    index,
    'ports.textfsm': ports,
    'states.textfsm': states,
    'endless.textfsm': 'Value X (.)\n\nStart\n  ^(?:(?:a+)+)+b$$ -> Record\n',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  const templates = await loadTemplates(folder, { deadline: 500 });
  opened.push({ folder, templates });
  return templates;
}

describe('finding templates by an index', () => {
  it.each([
    ['cisco-ios', 'show ports', 5],
    ['cisco-ios', 'sh po', 5],
    ['cisco-ios', 'show port', 5],
    ['huawei-vrp', 'show ports', 5],
    ['cisco_ios', 'show ports', 5],
    ['ruijie-os', 'display states', 10],
    ['ruijie-os', 'sho sta', 10],
    ['cisco-ios', 's ports', undefined],
    ['juniper-junos', 'show ports', undefined],
    ['cisco-ios', 'display ports', undefined],
    ['constructor', 'show ports', undefined],
  ])('on %s, "%s" is line %s', async (platform, command, line) => {
    expect((await open()).find(platform, command)?.line).toBe(line);
  });

  it('takes the first line that fits, also by host', async () => {
    const templates = await open();
    expect(templates.find('cisco-ios', 'show ports core', 'core-1')?.line).toBe(4);
    expect(templates.find('cisco-ios', 'show ports core', 'edge-1')?.line).toBe(5);
  });

  it('finds nothing in a folder without an index', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'textfsm-'));
    const templates = await loadTemplates(folder);
    opened.push({ folder, templates });
    expect(templates.find('cisco-ios', 'show ports')).toBeUndefined();
    expect(await templates.parse('cisco-ios', 'show ports', '')).toBeUndefined();
  });

  it.each([
    ['without a column Template', 'Platform, Command\na, b', 'line 1'],
    ['with an expression that is not valid', 'Template, Command\na, show (', 'line 2'],
  ])('refuses an index %s', async (_, text, says) => {
    const folder = mkdtempSync(join(tmpdir(), 'textfsm-'));
    writeFileSync(join(folder, 'index'), text);
    await expect(loadTemplates(folder)).rejects.toMatchObject({
      code: 'textfsm-index',
      message: expect.stringContaining(says),
    });
    rmSync(folder, { recursive: true });
  });
});

describe('parsing by an index', () => {
  const text = 'Gi0/1 speed 1000\nGi0/2 speed 100\nGi0/2 is up\nGi0/2 is down\nGi0/3 is up\n';

  it('joins templates on their keys: the first one’s records, each with the first that has the same key', async () => {
    expect(await (await open()).parse('cisco-ios', 'show ports', text)).toEqual([
      { PORT: 'Gi0/1', SPEED: '1000', STATE: '' },
      { PORT: 'Gi0/2', SPEED: '100', STATE: 'up' },
    ]);
  });

  it('joins templates without keys by their order', async () => {
    const without = (template: string) => template.replace('Key,', '');
    const templates = await open({ 'ports.textfsm': without(ports), 'states.textfsm': without(states) });
    expect(await templates.parse('cisco-ios', 'show ports', text)).toEqual([
      { PORT: 'Gi0/1', SPEED: '1000', STATE: 'up' },
      { PORT: 'Gi0/2', SPEED: '100', STATE: 'down' },
    ]);
  });

  it('says so when a template lacks the key', async () => {
    const templates = await open({ 'states.textfsm': states.replaceAll('PORT', 'NAME') });
    await expect(templates.parse('cisco-ios', 'show ports', text)).rejects.toMatchObject({ code: 'textfsm-join' });
  });

  it.each([
    ['a template that is not there', 'cisco-ios', 'show gone', 'textfsm-missing', 'gone.textfsm'],
    ['a template outside the folder', 'cisco-ios', 'show outside', 'textfsm-missing', 'outside.textfsm'],
    ['a template that goes on for ever', 'h3c-comware', 'display endless', 'textfsm-late', 'endless.textfsm'],
    ['a template that is wrong', 'ruijie-os', 'show states', 'textfsm-template', 'states.textfsm'],
  ])('names the file of %s', async (_, platform, command, code, file) => {
    const templates = await open({ 'states.textfsm': 'Value' });
    await expect(templates.parse(platform, command, `${'a'.repeat(60)}b!`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(file),
    });
  });
});
