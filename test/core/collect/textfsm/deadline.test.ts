import { afterAll, describe, expect, it } from 'vitest';
import { createParser, parseWithDeadline } from '../../../../src/core/collect/textfsm/deadline.ts';

const simple = 'Value Key,Required A (\\d)\n\nStart\n  ^${A} -> Record\n';
const line = `${'a'.repeat(60)}b!`;
const endless = {
  'in JavaScript’s own matcher': 'Value X (.)\n\nStart\n  ^(?:(?:a+)+)+b$$ -> Record\n',
  'in ours': 'Value X (.)\n\nStart\n  ^(?:(a)|(a+))+b$$ -> Record\n',
};

describe('parsing with a deadline', () => {
  const parser = createParser();
  afterAll(parser.close);

  it('gives what parsing gives', async () => {
    expect(await parseWithDeadline(simple, '1\n2', 10_000)).toEqual([{ A: '1' }, { A: '2' }]);
  });

  it.each(Object.entries(endless))('ends an expression that backtracks for ever %s', async (_, template) => {
    const failure = parser.parse(template, line, 200, { name: 'endless.textfsm' });
    await expect(failure).rejects.toMatchObject({ code: 'textfsm-late' });
    await expect(failure).rejects.toThrow('endless.textfsm');
  });

  it('goes on after that, and jobs that wait have their own time', async () => {
    const late = parser.parse(endless['in ours'], line, 200);
    const after = parser.parse(simple, '1', 5000);
    await expect(late).rejects.toThrow('"Value X (.)"');
    expect(await after).toEqual({ keys: ['A'], columns: ['A'], rows: [{ A: '1' }] });
  });

  it('does not begin what nobody waits for any more', async () => {
    const late = parser.parse(endless['in ours'], line, 200);
    const leaving = new AbortController();
    const left = parser.parse(endless['in ours'], line, 60_000, { signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await expect(late).rejects.toMatchObject({ code: 'textfsm-late' });
  });

  it('tells what is wrong with a template or a text as parsing does', async () => {
    await expect(parser.parse('Value A', '', 5000)).rejects.toMatchObject({ code: 'textfsm-template' });
    await expect(parser.parse(`${simple}  ^. -> Error`, 'x', 5000)).rejects.toMatchObject({
      code: 'textfsm-refused',
      text: { zh: expect.stringContaining('拒绝') },
    });
  });

  it('starts a new thread after it was closed', async () => {
    await parser.close();
    expect((await parser.parse(simple, '1', 5000)).rows).toEqual([{ A: '1' }]);
  });
});
