import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpsError } from '../../../src/core/errors.ts';
import { matches, matching, parseSelector, select } from '../../../src/core/inventory/selector.ts';
import { host, inventory } from './hosts.ts';

const hosts = inventory(
  host('web-01', { env: 'prod', site: '北京', cpu: 8, ready: true }, { groups: ['web'], address: '10.0.0.11' }),
  host('web-02', { env: 'staging', site: '上海', cpu: 16 }, { groups: ['web', '前端'] }),
  host('core-1', { site: '北京', note: 'rack 5, top' }, { type: 'switch', platform: 'huawei-vrp' }),
  host('core-12', { env: 'prod', os: '1.10' }, { type: 'router', platform: 'cisco-ios' }),
  host('db-1', { env: 'prod', cpu: '4' }),
);
const names = (selector: string) => select(selector, hosts).map((one) => one.name);

describe('a selector', () => {
  it.each([
    ['all', ['web-01', 'web-02', 'core-1', 'core-12', 'db-1']],
    ['web-01', ['web-01']],
    ['"web-01"', ['web-01']],
    ['db-1,web-01', ['web-01', 'db-1']],
    ['web-*', ['web-01', 'web-02']],
    ['*-1', ['core-1', 'db-1']],
    ['core-?', ['core-1']],
    ['@web', ['web-01', 'web-02']],
    ['@前端', ['web-02']],
    ['@web,db-*', ['web-01', 'web-02', 'db-1']],
    ['site=北京', ['web-01', 'core-1']],
    ['site==北京', ['web-01', 'core-1']],
    ['site = 北京', ['web-01', 'core-1']],
    ['type=switch,router', ['core-1', 'core-12']],
    ['type=switch, router', ['core-1', 'core-12']],
    ['env=prod type=server', ['web-01', 'db-1']],
    ['  env=prod   web-* ', ['web-01']],
    ['env!=prod', ['web-02', 'core-1']],
    ['env!=prod,staging', ['core-1']],
    ['group=web', ['web-01', 'web-02']],
    ['group!=web', ['core-1', 'core-12', 'db-1']],
    ['platform=huawei-vrp', ['core-1']],
    ['address=10.0.0.11', ['web-01']],
    ['name=db-1', ['db-1']],
    ['name~^core-\\d+', ['core-1', 'core-12']],
    ['name~^core-\\d{1,1}$', ['core-1']],
    ['site~[京海]', ['web-01', 'web-02', 'core-1']],
    ['name~"^(web|db)-"', ['web-01', 'web-02', 'db-1']],
    ['note="rack 5, top"', ['core-1']],
    ['note=“rack 5, top”', ['core-1']],
    ["note='rack 5, top'", ['core-1']],
    ['os=1.10', ['core-12']],
    ['cpu>=8', ['web-01', 'web-02']],
    ['cpu>8', ['web-02']],
    ['cpu<8', ['db-1']],
    ['cpu<=8.0', ['web-01', 'db-1']],
    ['cpu=8', ['web-01']],
    ['cpu=8.0', ['web-01']],
    ['ready=true', ['web-01']],
    ['site＝北京', ['web-01', 'core-1']],
    ['＠web　site＝上海', ['web-02']],
    ['site＝北京，上海　ｅ', undefined],
    ['type＝switch，router', ['core-1', 'core-12']],
    ['site=北京、上海', ['web-01', 'web-02', 'core-1']],
    ['env！＝prod', ['web-02', 'core-1']],
    ['cpu≥8', ['web-01', 'web-02']],
    ['web-＊', ['web-01', 'web-02']],
    ['name～^db', ['db-1']],
  ])('%s picks %j, in the inventory’s order', (selector, expected) => {
    if (expected) expect(names(selector)).toEqual(expected);
    else expect(() => names(selector)).toThrow(OpsError);
  });

  it.each([
    ['', 'it is empty. Write all', '全部主机请写 all'],
    ['   ', 'it is empty', '为空'],
    ['env=', 'a value of env is missing', '缺少 env 的值'],
    ['env=prod,', 'a value of env is missing', '缺少'],
    ['=prod', 'something is missing before "="', '缺少内容'],
    ['@', '"@" needs the name of a group', '分组名'],
    ['@web=1', '"@web" before = is not the name of a label', '不是标签名'],
    ['!web', '"!" stands alone', '不能单独使用'],
    ['site="北京', 'a quote is not closed', '引号未闭合'],
    ['site="北京"x', 'a blank is missing before "x"', '缺少空格'],
    ['cpu>=many', 'cpu>= needs a number, not "many"', '须为数字'],
    ['name~(', 'the regular expression ( cannot be used: missing closing )', '正则表达式'],
    ['name~', 'a regular expression is missing', '缺少正则表达式'],
    ['name~(?=a)', 'cannot be used', '不可用'],
    ['name~a{1000}b{1000}', 'cannot be used: repeats too much', '不可用'],
    [`name~${'a'.repeat(201)}`, 'longer than 200 characters', '不可用'],
    ['web-01,', 'something is missing at its end', '末尾'],
    ['a '.repeat(600), 'longer than 1000 characters', '1000'],
  ])('%j cannot be read, and the error says why', (selector, en, zh) => {
    const error = caught(() => select(selector, hosts));
    expect(error).toMatchObject({ code: 'selector-malformed' });
    expect(error.text.en).toContain(en);
    expect(error.text.zh).toContain(zh);
  });

  it.each([
    ['evn=prod', 'label-unknown', 'No label is called evn', 'Did you mean env?'],
    ['evn!=prod', 'label-unknown', 'No label is called evn', 'Did you mean env?'],
    ['constructor=x', 'label-unknown', 'No label is called constructor', 'There are: name'],
    ['@wbe', 'group-unknown', 'No group is called wbe', 'Did you mean web?'],
    ['web-03', 'host-unknown', 'No host is called web-03', 'Did you mean web-01?'],
    ['web-01,web-09', 'host-unknown', 'No host is called web-09', 'Did you mean web-01?'],
    ['env=prdo', 'nothing-selected', 'no host has env prdo.', 'Did you mean prod?'],
    ['type=swich', 'nothing-selected', 'no host has type swich.', 'Did you mean switch?'],
    ['site=天津', 'nothing-selected', 'no host has site 天津.', 'There are: 北京, 上海.'],
    ['wbe-*', 'nothing-selected', 'no host is called so.', 'There are: web-01'],
    ['name~^x', 'nothing-selected', 'the term on name holds for none.', 'web-01'],
    ['cpu>64', 'nothing-selected', 'the term on cpu holds for none.', '8, 16, 4'],
    ['type=switch env=prod', 'nothing-selected', 'no host has all of them', ''],
  ])('%s is refused as %s, naming what comes near', (selector, code, why, hint) => {
    const error = caught(() => select(selector, hosts));
    expect(error.code).toBe(code);
    expect(error.text.en).toContain(why);
    expect(error.text.en).toContain(hint);
    expect(error.text.zh).toMatch(/\p{Script=Han}/u);
  });

  it('on an empty inventory says that there are no hosts', () => {
    expect(caught(() => select('env=prod', {})).text.en).toContain('there is none in the inventory');
  });

  it('may match nothing where that is allowed, but what it names must exist', () => {
    expect(matching(parseSelector('env=later'), hosts)).toEqual([]);
    expect(() => matching(parseSelector('evn=later'), hosts)).toThrow(OpsError);
  });

  it.each(['(a+)+$', '(a|a)*$', '(.*a){20}$', '([a-z]+)*\\d', '(a*)*b'])(
    'with the catastrophic expression %s is answered',
    (source) => {
      const long = inventory(host('x', { value: `${'a'.repeat(50_000)}!` }));
      expect(matching(parseSelector(`value~${source}`), long).length).toBeLessThanOrEqual(1);
    },
  );

  it('with a hostile glob is answered', () => {
    expect(matching(parseSelector(`${'a*'.repeat(40)}b`), inventory(host('a'.repeat(5000))))).toEqual([]);
  });
});

const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('北京', 'a b', 'x,y', '"q"', "it's", '\\', '，', '“”', ''),
);
const quoted = (text: string) => `"${text.replaceAll(/[\\"“”]/g, (sign) => `\\${sign}`)}"`;

describe('any selector', () => {
  it('either reads, or is refused as malformed, naming a value or not', () => {
    const piece = fc.constantFrom(
      'a',
      '=',
      '!',
      '~',
      '<',
      '>',
      ',',
      ' ',
      '"',
      '@',
      '*',
      '\\',
      '(',
      '＝',
      '，',
      '“',
      '8',
      '[',
      '　',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        (text) => {
          try {
            expect(parseSelector(text).terms.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toMatchObject({ name: 'OpsError', code: 'selector-malformed' });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('finds every quoted value again, whatever is in it', () => {
    fc.assert(
      fc.property(value, value, (wanted, other) => {
        const selector = parseSelector(`x=${quoted(wanted)}`);
        expect(matches(selector, host('h', { x: wanted }))).toBe(true);
        expect(matches(selector, host('h', { x: other }))).toBe(other === wanted);
        expect(matches(parseSelector(`x!=${quoted(wanted)}`), host('h', { x: other }))).toBe(other !== wanted);
      }),
    );
  });

  it('of alternatives picks what each of them picks, and of terms what all of them pick', () => {
    const label = fc.constantFrom('a', 'b', 'c');
    const some = fc.array(fc.record({ x: label, y: label }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(some, label, label, label, (labels, one, other, third) => {
        const all = inventory(...labels.map((each, index) => host(`h${index}`, each)));
        const picked = matching(parseSelector(`x=${one},${other} y!=${third}`), all).map((each) => each.name);
        const expected = labels.flatMap(({ x, y }, index) =>
          (x === one || x === other) && y !== third ? [`h${index}`] : [],
        );
        expect(picked).toEqual(expected);
      }),
    );
  });
});

function caught(run: () => unknown): OpsError {
  try {
    run();
  } catch (error) {
    if (error instanceof OpsError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
