import { describe, expect, it } from 'vitest';
import { compileTextFsm, parseTextFsm } from '../../../../src/core/collect/textfsm.ts';

/** Expected records follow from the language's definition (google/textfsm, wiki page TextFSM). */
interface Case {
  readonly title: string;
  readonly template: readonly string[];
  readonly text: readonly string[];
  readonly rows: readonly object[];
}

const options: readonly Case[] = [
  {
    title: 'a value without options is empty where nothing was found',
    template: [
      'Value NAME (\\w+)',
      'Value ADDRESS (\\S+)',
      '',
      'Start',
      '  ^name ${NAME}',
      '  ^address ${ADDRESS} -> Record',
    ],
    text: ['name a', 'address 1', 'address 2'],
    rows: [
      { NAME: 'a', ADDRESS: '1' },
      { NAME: '', ADDRESS: '2' },
    ],
  },
  {
    title: 'Required drops records that lack the value, and clears what they had',
    template: [
      'Value Required NAME (\\w+)',
      'Value PORT (\\d+)',
      '',
      'Start',
      '  ^name ${NAME}',
      '  ^port ${PORT}',
      '  ^$$ -> Record',
    ],
    text: ['port 1', '', 'name a', '', 'name b', 'port 2'],
    rows: [
      { NAME: 'a', PORT: '' },
      { NAME: 'b', PORT: '2' },
    ],
  },
  {
    title: 'Filldown keeps the value for the records that follow, also for the last one at the end',
    template: [
      'Value Filldown SLOT (\\d+)',
      'Value Required PORT (\\w+)',
      '',
      'Start',
      '  ^slot ${SLOT}',
      '  ^port ${PORT} -> Record',
    ],
    text: ['slot 1', 'port a', 'port b', 'slot 2', 'port c'],
    rows: [
      { SLOT: '1', PORT: 'a' },
      { SLOT: '1', PORT: 'b' },
      { SLOT: '2', PORT: 'c' },
    ],
  },
  {
    title: 'Filldown alone makes one more record at the end, as google/textfsm does',
    template: [
      'Value Filldown SLOT (\\d+)',
      'Value PORT (\\w+)',
      '',
      'Start',
      '  ^slot ${SLOT}',
      '  ^port ${PORT} -> Record',
    ],
    text: ['slot 1', 'port a'],
    rows: [
      { SLOT: '1', PORT: 'a' },
      { SLOT: '1', PORT: '' },
    ],
  },
  {
    title: 'Fillup writes the value into the records above that lack it, up to one that has it',
    template: [
      'Value VLAN (\\d+)',
      'Value Fillup GROUP (\\w+)',
      '',
      'Start',
      '  ^vlan ${VLAN} group ${GROUP} -> Record',
      '  ^vlan ${VLAN} -> Record',
    ],
    text: ['vlan 1 group x', 'vlan 2', 'vlan 3', 'vlan 4 group y', 'vlan 5'],
    rows: [
      { VLAN: '1', GROUP: 'x' },
      { VLAN: '2', GROUP: 'y' },
      { VLAN: '3', GROUP: 'y' },
      { VLAN: '4', GROUP: 'y' },
      { VLAN: '5', GROUP: '' },
    ],
  },
  {
    title: 'List gathers what is found, and begins anew with each record',
    template: [
      'Value Required NAME (\\w+)',
      'Value List ADDRESS (\\S+)',
      '',
      'Start',
      '  ^name ${NAME}',
      '  ^ address ${ADDRESS}',
      '  ^end -> Record',
    ],
    text: ['name a', ' address 1', ' address 2', 'end', 'name b', 'end'],
    rows: [
      { NAME: 'a', ADDRESS: ['1', '2'] },
      { NAME: 'b', ADDRESS: [] },
    ],
  },
  {
    title: 'List with Filldown goes on gathering until Clearall',
    template: [
      'Value List,Filldown A (\\w)',
      'Value Required B (\\d)',
      '',
      'Start',
      '  ^a ${A}',
      '  ^b ${B} -> Record',
      '  ^all -> Clearall',
    ],
    text: ['a x', 'b 1', 'a y', 'b 2', 'all', 'a z', 'b 3'],
    rows: [
      { A: ['x'], B: '1' },
      { A: ['x', 'y'], B: '2' },
      { A: ['z'], B: '3' },
    ],
  },
  {
    title: 'a List whose expression has named groups gives objects of them',
    template: [
      'Value List PERSON ((?P<name>\\w+):\\s+(?P<age>\\d+)\\s+(?P<state>\\w{2}))',
      '',
      'Start',
      '  ^${PERSON}',
      '  ^--- -> Record',
    ],
    text: ['Bob: 32 NC', 'Alice: 27 NY', '---'],
    rows: [
      {
        PERSON: [
          { name: 'Bob', age: '32', state: 'NC' },
          { name: 'Alice', age: '27', state: 'NY' },
        ],
      },
    ],
  },
  {
    title: 'a List whose expression has groups without names gives texts',
    template: ['Value List PAIR ((\\w)(\\d))', '', 'Start', '  ^${PAIR}'],
    text: ['a1', 'b2'],
    rows: [{ PAIR: ['a1', 'b2'] }],
  },
  {
    title: 'a group that takes no part empties the value that it had',
    template: ['Value A (a)', 'Value B (b)', '', 'Start', '  ^${A}?${B}?-', '  ^end -> Record'],
    text: ['ab-', 'b-', 'end'],
    rows: [{ A: '', B: 'b' }],
  },
  {
    title: 'a group that takes no part adds None to a List, as the CLI table of google/textfsm writes it',
    template: ['Value List A (a)', 'Value B (b)', '', 'Start', '  ^${A}?${B} -> Continue', '  ^end -> Record'],
    text: ['ab', 'b', 'end'],
    rows: [{ A: ['a', 'None'], B: 'b' }],
  },
];

const numbers = ['Value A (\\d)', 'Value B (\\w+)', '', 'Start'];

const operations: readonly Case[] = [
  {
    title: 'the first rule that matches is the only one',
    template: [...numbers, '  ^${A}', '  ^1${B}'],
    text: ['1x'],
    rows: [{ A: '1', B: '' }],
  },
  {
    title: 'Continue goes on with the rules that follow, with the same line',
    template: [...numbers, '  ^${A} -> Continue', '  ^1${B} -> Record'],
    text: ['1x'],
    rows: [{ A: '1', B: 'x' }],
  },
  {
    title: 'Continue.Record saves what was found so far and goes on with the same line',
    template: [
      'Value Required NAME (\\w+)',
      'Value List PORT (\\d)',
      '',
      'Start',
      '  ^\\w -> Continue.Record',
      '  ^${NAME}',
      '  ^ ${PORT}',
    ],
    text: ['a', ' 1', ' 2', 'b', ' 3'],
    rows: [
      { NAME: 'a', PORT: ['1', '2'] },
      { NAME: 'b', PORT: ['3'] },
    ],
  },
  {
    title: 'NoRecord and Next are what happens anyway',
    template: [...numbers, '  ^${A} -> Next.NoRecord', '  ^${B} -> NoRecord'],
    text: ['1', 'x'],
    rows: [{ A: '1', B: 'x' }],
  },
  {
    title: 'Clear forgets all but Filldown, Clearall all',
    template: [
      'Value Filldown A (\\d)',
      'Value B (\\w)',
      '',
      'Start',
      '  ^a${A}',
      '  ^b${B}',
      '  ^clear -> Clear',
      '  ^all -> Clearall',
      '  ^put -> Record',
    ],
    text: ['a1', 'bx', 'clear', 'put', 'all', 'by', 'put'],
    rows: [
      { A: '1', B: '' },
      { A: '', B: 'y' },
    ],
  },
  {
    title: 'a state changes with the next line, and rules of others do not match',
    template: [...numbers, '  ^go -> Two', '', 'Two', '  ^${A} -> Record', '  ^back -> Start'],
    text: ['1', 'go', '2', 'back', '3'],
    rows: [{ A: '2', B: '' }],
  },
  {
    title: 'at the end of the text the record is saved',
    template: [...numbers, '  ^${A}'],
    text: ['1'],
    rows: [{ A: '1', B: '' }],
  },
  {
    title: 'an empty state EOF stops that',
    template: [...numbers, '  ^${A}', '', 'EOF'],
    text: ['1'],
    rows: [],
  },
  {
    title: 'going to EOF ends the text there and saves',
    template: [...numbers, '  ^${A} -> EOF', '  ^${B} -> Record'],
    text: ['1', 'x'],
    rows: [{ A: '1', B: '' }],
  },
  {
    title: 'going to End ends the text and saves nothing',
    template: [...numbers, '  ^${A} -> End', '  ^${B} -> Record', '', 'End'],
    text: ['x', '1', 'y'],
    rows: [{ A: '', B: 'x' }],
  },
  {
    title: 'a record with nothing in it is not saved',
    template: [...numbers, '  ^$$ -> Record', '  ^${A}'],
    text: ['', '', '1', '', ''],
    rows: [{ A: '1', B: '' }],
  },
];

const writing: readonly Case[] = [
  {
    title: 'comments may stand among values, between states and among rules',
    template: [
      '# one',
      'Value A (\\d)',
      '  # two',
      'Value B (x)',
      '',
      '# three',
      '',
      'Start',
      '  # four',
      '  ^${A}',
      '# five',
      '  ^${B}',
    ],
    text: ['1', 'x'],
    rows: [{ A: '1', B: 'x' }],
  },
  {
    title: '$$ is the end of the line, $NAME is as good as ${NAME}',
    template: [...numbers, '  ^$A$$'],
    text: ['12', '3'],
    rows: [{ A: '3', B: '' }],
  },
  {
    title: 'an expression may hold an arrow; the last one begins the action',
    template: [...numbers, '  ^${A} -> ${B} -> Record'],
    text: ['1 -> x'],
    rows: [{ A: '1', B: 'x' }],
  },
  {
    title: 'rules may begin with one blank, two, or a tab',
    template: [...numbers, ' ^a${A}', '\t^b${B}'],
    text: ['a1', 'bx'],
    rows: [{ A: '1', B: 'x' }],
  },
  {
    title: 'an expression matches from the start of the line, also where it has branches',
    template: [...numbers, '  ^z|${A} -> Record'],
    text: ['x1', '2'],
    rows: [{ A: '2', B: '' }],
  },
  {
    title: 'a value that no rule names is empty, and its expression is not looked at',
    template: ['Value A (\\d)', 'Value UNUSED ([)', '', 'Start', '  ^${A}'],
    text: ['1'],
    rows: [{ A: '1', UNUSED: '' }],
  },
  {
    title: 'a value may be called as something that objects have',
    template: ['Value __proto__ (\\d)', 'Value constructor (\\w)', '', 'Start', '  ^${__proto__}${constructor}'],
    text: ['1a'],
    rows: [JSON.parse('{"__proto__":"1","constructor":"a"}')],
  },
];

describe.each([
  ['options', options],
  ['operations and states', operations],
  ['writing', writing],
] as const)('TextFSM: %s', (_, cases) => {
  it.each(cases)('$title', ({ template, text, rows }) => {
    expect(parseTextFsm(template.join('\n'), text.join('\n'))).toEqual(rows);
  });
});

describe('TextFSM: texts', () => {
  const template = 'Value Required A (.+)\n\nStart\n  ^${A}$$ -> Record\n';
  const values = (text: string) => parseTextFsm(template, text).map(({ A }) => A);

  it.each([
    ['line feeds', 'a\nb\n'],
    ['carriage returns with line feeds', 'a\r\nb\r\n'],
    ['carriage returns', 'a\rb'],
    ['what else Python takes for the end of a line', 'a\x0bb'],
    ['Unicode line separators', 'a\u2028b\u2029'],
  ])('lines end with %s', (_, text) => {
    expect(values(text)).toEqual(['a', 'b']);
  });

  it('an empty text has no records', () => {
    expect(values('')).toEqual([]);
  });

  it('a template with Windows line ends and a byte order mark reads the same', () => {
    expect(parseTextFsm(`\ufeff${template.replaceAll('\n', '\r\n')}`, 'a')).toEqual([{ A: 'a' }]);
  });

  it('lines of Chinese and emoji match by characters', () => {
    expect(
      parseTextFsm('Value A (..)\nValue B (\\w+)\n\nStart\n  ^${A}\\s${B}$$ -> Record', '北😀\u3000核心_1'),
    ).toEqual([{ A: '北😀', B: '核心_1' }]);
  });

  it('a template is compiled once and names its keys and columns', () => {
    const compiled = compileTextFsm('Value Key,Required A (\\d)\nValue B (x)\n\nStart\n  ^${A}${B}? -> Record');
    expect(compiled).toMatchObject({ keys: ['A'], columns: ['A', 'B'] });
    expect(compiled.parse('1x')).toEqual([{ A: '1', B: 'x' }]);
    expect(compiled.parse('2')).toEqual([{ A: '2', B: '' }]);
  });
});
