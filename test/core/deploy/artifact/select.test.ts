import { describe, expect, it } from 'vitest';
import { createSelection } from '../../../../src/core/deploy/artifact/select.ts';
import { packTree } from '../../../../src/core/io/archive.ts';
import { put, sh, useFolders } from './support.ts';

const folder = useFolders();

const tree = [
  '.env',
  '.git/HEAD',
  'Dist/x',
  'a.log',
  'dist/app.js',
  'dist/app.js.map',
  'dist/keep.map',
  'docs/dist/x',
  'docs/guide.md',
  'lib/.svn/entries',
  'lib/deep/er/a.log',
  'node_modules/x/index.js',
];

async function packed(include: readonly string[] | undefined, exclude: readonly string[]) {
  const source = folder();
  put(source, Object.fromEntries(tree.map((path) => [path, ''])));
  const { files } = await packTree(source, { wanted: createSelection(include, exclude) });
  return files.map((file) => file.path);
}

describe('include and exclude', () => {
  it.each([
    ['nothing but the folders of version control by default', undefined, [], (p: string) => !/\.git|\.svn/.test(p)],
    ['folders and file patterns', undefined, ['node_modules', '*.log', '/dist/'], /^(\.env|Dist\/x|docs\/)/],
    [
      'what is included, less what is excluded',
      ['dist', '/docs/**'],
      ['*.map'],
      /^(dist\/app.js|docs\/dist\/x|docs\/guide.md)$/,
    ],
    ['what an exclude takes back', ['/dist'], ['*.map', '!keep.map'], /^dist\/(app.js|keep.map)$/],
    ['files only, beginning with a dot too', ['/*'], ['*.log', '/*/'], /^\.env$/],
    ['nothing', ['no-such-thing'], [], /^$/],
  ] as const)('%s', async (_, include, exclude, expected) => {
    const fits = typeof expected === 'function' ? expected : (path: string) => expected.test(path);
    expect(await packed(include, exclude)).toEqual(tree.filter(fits));
  });

  it('read patterns as git reads a .gitignore', async () => {
    const patterns = ['*.log', '/dist/*', '!/dist/keep.map', 'docs/**/x', 'lib/*/er', 'Node_modules', '\\.env', '#lib'];
    const source = folder();
    const files = tree.filter((path) => !path.startsWith('.git/') && !path.includes('.svn'));
    put(source, { ...Object.fromEntries(files.map((path) => [path, ''])), '.gitignore': patterns.join('\n') });
    sh(source, 'git', 'init', '-q');
    const listed = sh(source, 'git', 'ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean);
    const { files: chosen } = await packTree(source, { wanted: createSelection(undefined, patterns) });
    expect(chosen.map((file) => file.path)).toEqual(listed.toSorted());
    expect(chosen.length).toBeLessThan(files.length);
  });
});
