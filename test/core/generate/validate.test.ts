import { describe, expect, test } from 'vitest';
import { defineValidator, type Validator, type ValidatorDeps } from '../../../src/core/generate/define-validator.ts';
import { loadValidators } from '../../../src/core/generate/load-validators.ts';
import type { Finding } from '../../../src/core/generate/types.ts';
import { type ConfigToCheck, createValidation, validatorsOf } from '../../../src/core/generate/validate.ts';
import { manualClock } from '../../support/clock.ts';
import { rendered } from '../../support/validating.ts';

const title = { en: 'Test', zh: '测试' };
const error: Finding = { severity: 'error', rule: 'wrong', text: { en: 'wrong', zh: '错误' }, line: 1 };

describe('which validators check a config', () => {
  test.each([
    ['nginx.conf', ['nginx']],
    ['haproxy.cfg', ['haproxy']],
    ['etc/ssh/sshd_config', ['sshd']],
    ['named.conf.local', ['named']],
    ['sudoers', ['sudoers']],
    ['etc/chrony/chrony.conf', ['chrony']],
    ['prometheus.yml', ['prometheus', 'yaml']],
    ['web-targets.json', ['json', 'prometheus']],
    ['web.service', ['systemd']],
    ['web@.service', ['systemd']],
    ['bird.conf', ['bird']],
    ['frr.conf', ['frr']],
    ['app.toml', ['toml']],
    ['php.ini', ['ini']],
    ['pom.xml', ['xml']],
    ['motd', []],
  ])('%s, where its template names none: %j', async (file, names) => {
    expect(validatorsOf(rendered(file, ''), await loadValidators())).toEqual(names);
  });

  test('those that the template names, and no others', async () => {
    const config = { ...rendered('values.yaml', 'a: 1\n'), validators: ['json-schema:host', 'yaml'] };
    expect(validatorsOf(config, await loadValidators())).toEqual(['json-schema:host', 'yaml']);
  });

  test('on some platforms only, where the validator says so', () => {
    const vrp: Validator = defineValidator({ ...finding([]), files: [/\.cfg$/], platforms: ['huawei-vrp'] });
    const all = new Map([['vrp', vrp]]);
    expect(validatorsOf({ ...rendered('sw.cfg', ''), platform: 'huawei-vrp' }, all)).toEqual(['vrp']);
    expect(validatorsOf({ ...rendered('sw.cfg', ''), platform: 'cisco-ios' }, all)).toEqual([]);
  });
});

describe('a job', () => {
  test('counts errors, warnings and what was not checked', async () => {
    const validators = { a: finding([error, { ...error, severity: 'warning' }]), b: notChecked() };
    const result = await validate(validators, [named('x', ['a', 'b']), named('y', ['a'])]);
    expect(result).toMatchObject({ errors: 2, warnings: 2, notChecked: 1 });
    expect(result.configs.map(({ verdicts }) => verdicts.map(({ validator }) => validator))).toEqual([
      ['a', 'b'],
      ['a'],
    ]);
  });

  test('takes a validator that does not exist for "not checked", and names a near one', async () => {
    const result = await validate({ nginx: finding([]) }, [named('x', ['ngnix'])]);
    expect(result.notChecked).toBe(1);
    expect(result.configs[0]?.verdicts[0]?.verdict).toMatchObject({
      checked: false,
      why: { en: expect.stringContaining('Did you mean nginx?'), zh: expect.stringContaining('nginx') },
    });
  });

  test('takes a validator that breaks for "not checked", and goes on', async () => {
    const breaks = defineValidator({ title, files: [], validate: () => Promise.reject(new Error('no room')) });
    const result = await validate({ a: breaks, b: finding([error]) }, [named('x', ['a', 'b'])]);
    expect(result).toMatchObject({ errors: 1, notChecked: 1 });
    expect(result.configs[0]?.verdicts[0]?.verdict).toEqual({ checked: false, why: { en: 'no room', zh: 'no room' } });
  });

  test('gives a validator what stands after its name', async () => {
    const given: (string | undefined)[] = [];
    const validator = defineValidator({
      title,
      files: [],
      validate: async (_, __, argument) => {
        given.push(argument);
        return { checked: true, findings: [] };
      },
    });
    await validate({ schema: validator }, [named('x', ['schema:a:b', 'schema'])]);
    expect(given).toEqual(['a:b', undefined]);
  });

  test('has at most two configs in work', async () => {
    let inside = 0;
    let most = 0;
    const slow = defineValidator({
      title,
      files: [],
      validate: async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        return { checked: true, findings: [] };
      },
    });
    await validate(
      { slow },
      Array.from({ length: 20 }, (_, index) => named(`x${index}`, ['slow'])),
    );
    expect(most).toBe(2);
  });

  test('checks all configs of a validator together, once, and gives each its findings', async () => {
    const seen: (readonly string[])[] = [];
    const twice = defineValidator({
      ...finding([]),
      together: (configs) => {
        seen.push(configs.map(({ host }) => host));
        return configs.slice(1).map(({ host, file }) => ({ ...error, rule: 'address-duplicate', host, file }));
      },
    });
    const configs = [named('x', ['twice'], 'h1'), named('x', [], 'h2'), named('x', ['twice'], 'h3')];
    const result = await validate({ twice }, configs);
    expect(seen).toEqual([['h1', 'h3']]);
    expect(result.configs.map(({ findings }) => findings.map(({ rule }) => rule))).toEqual([
      [],
      [],
      ['address-duplicate'],
    ]);
    expect(result.errors).toBe(1);
  });

  test('says so where checking together breaks', async () => {
    const breaks = defineValidator({
      ...finding([]),
      together: () => {
        throw new Error('no room');
      },
    });
    const result = await validate({ breaks }, [named('x', ['breaks'])]);
    expect(result.configs[0]?.findings).toMatchObject([{ severity: 'warning', rule: 'not-checked-together' }]);
  });

  test('runs a program once for the same files, however many hosts have them', async () => {
    const validators = await loadValidators();
    for (const name of ['chrony', 'sshd', 'nginx']) {
      const ran: string[] = [];
      const program: ValidatorDeps['program'] = async (tool) => {
        ran.push(tool);
        return { code: 0, output: '' };
      };
      const job = createValidation({ validators, deps: { ...deps(), program } });
      const texts = ['a', 'a', 'b', 'a'];
      await job.validate(texts.map((text, index) => ({ ...rendered('x', text, `h${index}`), validators: [name] })));
      expect(ran).toHaveLength(2);
    }
  });

  test('ends with the reason of the one who stopped it', async () => {
    const stop = new AbortController();
    stop.abort(new Error('cancelled'));
    await expect(validate({ a: finding([]) }, [named('x', ['a'])], stop.signal)).rejects.toThrow('cancelled');
  });
});

describe('what holds of any text', () => {
  const rulesOf = async (text: string) => {
    const result = await validate({}, [rendered('motd', text)]);
    return result.configs[0]?.findings.map(({ severity, rule, line, column }) => [severity, rule, line, column]);
  };

  test.each([
    ['hostname {{name}}', 'left-over-expression', 10],
    ['a\0b', 'nul-byte', 2],
    ['ip address undefined', 'left-over-undefined', 12],
    ['name=undefined', 'left-over-undefined', 6],
    ['"undefined"', 'left-over-undefined', 2],
    ['x [object Object]', 'left-over-object', 3],
  ])('%j is an error', async (line, rule, column) => {
    expect(await rulesOf(`first\n${line}\n`)).toEqual([['error', rule, 2, column]]);
  });

  test.each([
    ['# what happens is undefined', 'left-over-undefined'],
    ['summary: "{{ $labels.instance }} is down"', 'left-over-expression'],
    ['{{ .Values.name }}', 'left-over-expression'],
  ])('%j may be meant, and is a warning', async (line, rule) => {
    expect((await rulesOf(line))?.map(([severity, found]) => [severity, found])).toEqual([['warning', rule]]);
  });

  test.each(['undefined_interface', 'log-undefined', 'a.undefined', '{ { } }', '[object]', 'Undefined'])(
    '%j is nothing',
    async (line) => {
      expect(await rulesOf(line)).toEqual([]);
    },
  );
});

function validate(validators: Record<string, Validator>, configs: readonly ConfigToCheck[], signal?: AbortSignal) {
  const all = new Map(Object.entries(validators));
  return createValidation({ validators: all, deps: { ...deps(), ...(signal ? { signal } : {}) } }).validate(configs);
}

function deps(): ValidatorDeps {
  const { signal } = new AbortController();
  return { signal, clock: manualClock(), program: async () => undefined, schemas: new Map() };
}

function named(file: string, validators: readonly string[], host = 'h1'): ConfigToCheck {
  return { ...rendered(file, 'text', host), validators };
}

function finding(findings: readonly Finding[]): Validator {
  return defineValidator({ title, files: [], validate: async () => ({ checked: true, findings }) });
}

function notChecked(): Validator {
  return defineValidator({ title, files: [], validate: async () => ({ checked: false, why: title }) });
}
