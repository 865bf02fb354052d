import { describe, expect, test } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { keptName, ownName } from '../../../src/core/generate/own-names.ts';

const own = (path: string) => ({ path, origin: 'own', text: '' }) as const;

describe('what a dropped file is kept as', () => {
  test.each([
    ['nginx-site.hbs', '', 'nginx-site'],
    ['NGINX.HBS', '', 'NGINX'],
    ['接入交换机.hbs', '', '接入交换机'],
    ['access.hbs', 'vrp/', 'vrp/access'],
    ['acl.hbs', 'partials/', 'partials/acl'],
    ['acl.hbs', 'partials/vrp/', 'partials/vrp/acl'],
    ['_acl.hbs', '', 'partials/acl'],
    ['_acl.hbs', 'vrp/', 'partials/vrp/acl'],
    ['_acl.hbs', 'partials/vrp/', 'partials/vrp/acl'],
  ])('%s with the folder "%s" is %s', (file, folder, name) => {
    expect(keptName(file, folder, [])).toBe(name);
  });

  test('is what the team has it as already, so that the one does not hide behind the other', () => {
    expect(keptName('acl.hbs', 'partials/vrp/', [own('vrp/_acl.hbs')])).toBe('vrp/_acl');
    expect(ownName('vrp/_acl', [own('partials/vrp/acl.hbs')])).toBe('partials/vrp/acl');
    expect(keptName('acl.hbs', 'partials/vrp/', [{ ...own('vrp/_acl.hbs'), origin: 'shipped' }])).toBe(
      'partials/vrp/acl',
    );
  });

  test('is refused where a file cannot be called so everywhere', () => {
    expect(() => keptName('con.hbs', 'vrp/', [])).toThrow(/Windows/);
  });

  test.each([
    ['nginx site.hbs', ''],
    ['../x.hbs', ''],
    ['x.hbs', '../'],
    ['x.hbs', '/etc/'],
    ['x.hbs', 'a//'],
    ['x.hbs', './'],
    ['.hbs', ''],
    ['-x.hbs', ''],
    ['constructor.hbs', ''],
    ['x.hbs', '__proto__/'],
    ['___proto__.hbs', ''],
    ['x.hbs.hbs', ''],
    ['x.hbs', 'a.hbs/'],
    ['x\u202e.hbs', ''],
    ['a\0b.hbs', ''],
    [`${'x'.repeat(64)}.hbs`, ''],
    ['x.hbs', 'abcdefghij/'.repeat(30)],
  ])('cannot be made of %j with the folder "%s", and what can is said in both languages', (file, folder) => {
    const error = (() => {
      try {
        return keptName(file, folder, []);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(OpsError);
    expect(error).toMatchObject({
      code: 'template-name-refused',
      text: { en: expect.stringContaining('nginx-site.hbs'), zh: expect.stringContaining('partials/vrp/') },
    });
  });
});
