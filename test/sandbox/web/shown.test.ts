import { describe, expect, test } from 'vitest';
import { inline, kept, loadAgent } from '../../../src/core/agent/agent.ts';
import { quote } from '../../../src/core/io/ssh/quote.ts';
import { beginningOf } from '../../../src/sandbox/ui/beginning.ts';
import { sidesOf } from '../../../src/sandbox/ui/diff.ts';
import { shownCommand } from '../../../src/sandbox/web/terminal.ts';

const home = '/srv/web-01/home';
const root = `${home}/apps/hello`;
const agent = await loadAgent();
const ran = (argv: readonly string[], printed = '') =>
  shownCommand({ at: 7, command: quote(argv), exit: 0, printed }, home);

describe('a command of the bot at a host', () => {
  test('is shown without the script that came along', () => {
    expect(ran(inline(agent, 'apps/hello', 'probe'))).toEqual({ at: 7, line: 'agent probe apps/hello', exit: 0 });
    expect(ran(kept(agent, root, 'lease-take', 'bot', 'run', 60, 'new')).line).toBe(
      'agent lease-take ~/apps/hello bot run 60 new',
    );
  });

  test('is the hook, where a step runs one, and ended as the hook did', () => {
    const step = (...call: string[]) => kept(agent, root, 'step', 1, 'r-1', 'forward-start.1', 30, ...call);
    const hook = step('do_hook', '1.0.0_r-1', '-', 'hello', '1.0.0', 'staging', 'web-01', "./start.sh 20001 'a b'");
    expect(ran(hook, 'exit 0\nstarted\n')).toEqual({ at: 7, line: "./start.sh 20001 'a b'", exit: 0 });
    expect(ran(hook, 'exit 7\nno port\n').exit).toBe(7);
    expect(ran(hook, 'exit timeout\n').exit).toBe('timeout');
    expect(ran(hook, 'refused lease-lost another\n').exit).toBe('refused lease-lost another');
    expect(ran(step('do_switch', '-', '1.0.0_r-1'), 'exit 0\n').line).toBe('agent switch - 1.0.0_r-1');
  });

  test('of anybody else is shown as it was given, and a script within it left out', () => {
    const shown = (command: string) => shownCommand({ at: 7, command, printed: '' }, home);
    expect(shown('hostname; cat "$HOME/x"')).toEqual({ at: 7, line: 'hostname; cat "$HOME/x"' });
    expect(ran(['sh', '-c', 'one\ntwo', 'facts', "it's"]).line).toBe("sh -c … facts 'it'\\''s'");
    expect(ran(['echo', 'x'.repeat(1000)]).line).toHaveLength(301);
  });
});

describe('the beginning of a text', () => {
  test('is cut at whole lines, and how many are left is known', () => {
    expect(beginningOf('one\ntwo\nthree\n', 14)).toEqual({ text: 'one\ntwo\nthree\n', more: 0 });
    expect(beginningOf('one\ntwo\nthree\nfour\n', 9)).toEqual({ text: 'one\ntwo', more: 2 });
    expect(beginningOf('one\ntwo\nthree', 7)).toEqual({ text: 'one\ntwo', more: 1 });
  });

  test('is that of its first line, where not even that fits', () => {
    expect(beginningOf('abcdef\nnext', 3)).toEqual({ text: 'abc…', more: 2 });
    expect(beginningOf('abcdef', 3)).toEqual({ text: 'abc…', more: 1 });
  });
});

test('of a difference only what stands before a hunk is a header, whatever its lines begin with', () => {
  const lines = [
    '--- a/x',
    '+++ b/x',
    '@@ -1,3 +1,3 @@',
    ' same',
    '--- x',
    '+++ y',
    '',
    '\\ No newline at end of file',
  ];
  const next = ['diff --git a/y b/y', 'index 1..2', '--- a/y', '+++ b/y', '@@ -5 +5 @@ text', '-old', '+new'];
  const [head, hunk, added, removed, none] = ['head', 'hunk', 'added', 'removed', undefined];
  expect(sidesOf([...lines, ...next])).toEqual(
    [
      [head, head, hunk, none, removed, added, none, none],
      [head, head, head, head, hunk, removed, added],
    ].flat(),
  );
});
