import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../../src/core/generate/front-matter.ts';

const whole = `---
title: { en: Access switch, zh: 接入交换机 }
description: For a floor.
platforms: [huawei-vrp]
file: "{{name}}.cfg"
variables:
  mtu: { type: number, default: 1500, description: Of every port., example: 9000 }
  ntp.servers: { type: list }
validators: [huawei-vrp]
---
sysname {{name}}
---
`;

function faults(source: string) {
  const read = readTemplate('a.hbs', source);
  if (!('findings' in read)) throw new Error('it was read');
  return read.findings.map(({ line, column, text }) => `${line}:${column ?? '-'} ${text.en}`);
}

test('front matter, the body with the line on which it begins, and the line of the file name', () => {
  expect(readTemplate('a.hbs', whole)).toEqual({
    meta: {
      title: { en: 'Access switch', zh: '接入交换机' },
      description: { en: 'For a floor.', zh: 'For a floor.' },
      platforms: ['huawei-vrp'],
      file: '{{name}}.cfg',
      variables: {
        mtu: { type: 'number', default: 1500, description: 'Of every port.', example: 9000 },
        'ntp.servers': { type: 'list' },
      },
      validators: ['huawei-vrp'],
    },
    body: 'sysname {{name}}\n---\n',
    bodyLine: 11,
    fileLine: 5,
  });
});

test('what may be left out', () => {
  expect(readTemplate('a.hbs', '---\ntitle: T\nfile: x\n---\n')).toMatchObject({
    meta: { platforms: [], variables: {}, validators: [] },
    body: '',
    bodyLine: 5,
  });
});

test('line ends and the byte order mark of Windows count for nothing', () => {
  const windows = `\uFEFF${whole.replaceAll('\n', '\r\n')}`;
  expect(readTemplate('a.hbs', windows)).toEqual(readTemplate('a.hbs', whole));
});

describe('what is wrong is told with its line', () => {
  test.each([
    ['no front matter', 'sysname {{name}}\n', /^1:- has no front matter/],
    ['front matter that is not first', '\n---\ntitle: T\n---\n', /^1:- has no front matter/],
    ['front matter that is not ended', '---\ntitle: T\nfile: x\n', /^1:- has no front matter/],
    [
      'an unknown key',
      '---\ntitle: T\nfile: x\nvalidator: [json]\n---\n',
      /^4:1 validator: is not a known key. Did you mean validators\?$/,
    ],
    [
      'an unknown key of a variable',
      '---\ntitle: T\nfile: x\nvariables:\n  a: { typ: list }\n---\n',
      /^5:8 variables\.a\.typ: is not a known key. Did you mean type\?$/m,
    ],
    [
      'an unknown type',
      '---\ntitle: T\nfile: x\nvariables:\n  a: { type: int }\n---\n',
      /^5:14 variables\.a\.type: must be one of string, number/,
    ],
    [
      'a default of another type',
      '---\ntitle: T\nfile: x\nvariables:\n  a: { type: list, default: 1 }\n---\n',
      /^5:6 variables\.a: must be a list and is a number$/,
    ],
    ['a missing title', '---\nfile: x\n---\n', /^2:\d+ title: title is missing$/],
    ['YAML that is not', '---\ntitle: T\nfile: "x\n---\n', /^[34]:\d+ .*missing/],
    ['a key twice', '---\ntitle: T\nfile: x\nfile: y\n---\n', /^4:1 file: this key stands here twice/],
    [
      'a prototype key',
      '---\ntitle: T\nfile: x\nvariables:\n  __proto__: { type: list }\n---\n',
      /^5:3 .*__proto__ cannot be a key/,
    ],
    [
      'a prototype key within a path',
      '---\ntitle: T\nfile: x\nvariables:\n  a.constructor: { type: list }\n---\n',
      /^5:3 .*cannot be a name/,
    ],
  ])('%s', (_, source, expected) => {
    expect(faults(source).join('\n')).toMatch(expected);
  });
});
