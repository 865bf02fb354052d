import { describe, expect, it } from 'vitest';
import { placeFiles } from '../../../src/core/config/archive/placing.ts';

const placing = { kind: 'intended' as const, hosts: ['core-1', '核心-2', 'web-01'], kept: [] };
/** Each file with what it was taken for, or `-`. */
const placed = (paths: readonly string[], more: Partial<Parameters<typeof placeFiles>[1]> = {}) => {
  const found = placeFiles(paths, { ...placing, ...more });
  const refs = new Map(found.placed.map(({ path, ref, by }) => [path, `${ref.kind} ${ref.host} ${ref.name} ${by}`]));
  return paths.map((path) => refs.get(path) ?? '-');
};

describe('the files of an archive', () => {
  it('are whose their folders say, also of hosts that the inventory does not have', () => {
    expect(placed(['intended/core-1/a.cfg', 'running/sw-9/config', 'web-01/nginx/x.conf', 'sw-8/x.cfg'])).toEqual([
      'intended core-1 a.cfg kind',
      'running sw-9 config kind',
      'intended web-01 nginx/x.conf folder',
      'intended sw-8 x.cfg folder',
    ]);
  });

  it('are whose their names say, with and without an ending, alone and in a folder of files', () => {
    expect(placed(['core-1.cfg', '核心-2', 'CORE-1x.cfg', 'sw-9.cfg'])).toEqual([
      'intended core-1 core-1.cfg name',
      'intended 核心-2 核心-2 name',
      '-',
      '-',
    ]);
    expect(placed(['backup/Core-1.CFG', 'backup/核心-2.txt', 'backup/sw-9.cfg'])).toEqual([
      'intended core-1 Core-1.CFG name',
      'intended 核心-2 核心-2.txt name',
      '-',
    ]);
    expect(placed(['core-1.cfg'], { kind: 'running' })).toEqual(['running core-1 config name']);
  });

  it('that are called as a host are its only config, where it has one alone', () => {
    const one = { kind: 'intended' as const, host: 'core-1', name: 'vrp.cfg' };
    const two = { ...one, name: 'other.cfg' };
    expect(placed(['core-1.txt'], { kept: [one, { ...one, kind: 'running', name: 'config' }] })).toEqual([
      'intended core-1 vrp.cfg name',
    ]);
    expect(placed(['core-1.txt'], { kept: [one, two] })).toEqual(['intended core-1 core-1.txt name']);
  });

  it('may lie in folders of groups', () => {
    expect(placed(['北京/core-1/a.cfg', '上海/接入/web-01/b/c.conf', '上海/核心-2.cfg'])).toEqual([
      'intended core-1 a.cfg folder',
      'intended web-01 b/c.conf folder',
      'intended 核心-2 核心-2.cfg name',
    ]);
  });

  it('may all lie in one folder more', () => {
    expect(placed(['x/intended/core-1/a.cfg', 'x/web-01/b.conf'])).toEqual([
      'intended core-1 a.cfg kind',
      'intended web-01 b.conf folder',
    ]);
  });

  it('are left out where two are one config, where they are templates, and where nothing says whose they are', () => {
    const found = placeFiles(['core-1.cfg', 'core-1/core-1.cfg', 'templates/a.hbs', 'b.hbs', 'readme.md'], placing);
    expect(found.placed).toEqual([]);
    expect(found.leftOut.map(({ path, why }) => `${path}: ${why.en.slice(0, 30)}`).toSorted()).toEqual([
      'b.hbs: a template: drop its .hbs alon',
      'core-1.cfg: several files of the archive a',
      'core-1/core-1.cfg: several files of the archive a',
      'readme.md: whose config it is cannot be t',
      'templates/a.hbs: a template: drop its .hbs alon',
    ]);
  });

  it('that end in .hbs within a host’s folder are its configs', () => {
    expect(placed(['intended/web-01/page.hbs'])).toEqual(['intended web-01 page.hbs kind']);
  });
});
