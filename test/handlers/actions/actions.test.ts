import { expect, test } from 'vitest';
import { answerClick, answerSubmit } from '../../../src/handlers/dispatch.ts';
import { digest } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { modalProblems } from '../../support/blocks.ts';
import { by, fakeDeps, shown } from '../fakes.ts';

const id = '261123-k7mqp';
const value = `${id} ${digest}`;
const click = { ...by('U0APPROVER'), value };
const lists = {};

test('there is one action for every button of a run', async () => {
  const { deps } = await fakeDeps();
  const names = ['approve', 'cancel', 'continue', 'details', 'reject', 'revoke', 'undo'].map((name) => `run.${name}`);
  const known = [...deps.registry.actions.keys()].filter((name) => name.startsWith('run.'));
  expect(known.toSorted()).toEqual(names);
});

test.each(['approve', 'revoke', 'continue', 'undo'])(
  'run.%s decides with the digest that was shown, and answers',
  async (name) => {
    const { deps, calls } = await fakeDeps();
    const reply = await answerClick(`run.${name}`, click, deps);
    expect(calls).toEqual([[name, id, digest, 'U0APPROVER']]);
    expect(reply.kind).toBe('ephemeral');
    expect(shown(reply)).toBe('Done.');
  },
);

test('a click that is refused is answered with why', async () => {
  const late = { ok: false, text: { en: 'It has been decided already.', zh: '已有人处理。' } };
  const { deps } = await fakeDeps({ runs: { approve: async () => late } });
  expect(shown(await answerClick('run.approve', { ...click, language: 'zh-CN' }, deps))).toBe('⚠️ 已有人处理。');
});

test('rejecting asks why in a modal, and the reason may be left empty', async () => {
  const { deps, calls } = await fakeDeps();
  const reply = await answerClick('run.reject', click, deps);
  const modal = reply.kind === 'modal' ? reply.modal : undefined;
  expect(modal && modalProblems(modal)).toEqual([]);
  expect(calls).toEqual([]);
  const submitted = {
    ...by('U0APPROVER'),
    state: modal?.state ?? '',
    values: { reason: ' too late in the day ' },
    lists,
  };
  await answerSubmit('run.reject', submitted, deps);
  await answerSubmit('run.reject', { ...submitted, values: {} }, deps);
  expect(calls).toEqual([
    ['reject', id, digest, 'U0APPROVER', 'too late in the day'],
    ['reject', id, digest, 'U0APPROVER', undefined],
  ]);
});

test('cancelling ends a run at once where no host was touched', async () => {
  const { deps, calls } = await fakeDeps();
  expect(shown(await answerClick('run.cancel', click, deps))).toBe('Done.');
  expect(calls).toEqual([['cancel', id, 'U0APPROVER']]);
});

test('cancelling asks what becomes of touched hosts', async () => {
  const asked: unknown[] = [];
  const cancel = async (...args: unknown[]) => {
    asked.push(args);
    return { ok: true, ask: args[2] === undefined, text: { en: 'Cancelled.', zh: '已取消。' } };
  };
  const { deps } = await fakeDeps({ runs: { cancel } });
  const reply = await answerClick('run.cancel', click, deps);
  const modal = reply.kind === 'modal' ? reply.modal : undefined;
  expect(modal && modalProblems(modal)).toEqual([]);
  const state = modal?.state ?? '';
  expect(
    shown(await answerSubmit('run.cancel', { ...by('U0APPROVER'), state, values: { how: 'undo' }, lists }, deps)),
  ).toBe('Cancelled.');
  expect(asked).toEqual([
    [id, 'U0APPROVER'],
    [id, 'U0APPROVER', 'undo'],
  ]);
});

test('details open in a modal, and not for outsiders', async () => {
  const { deps } = await fakeDeps();
  const reply = await answerClick('run.details', click, deps);
  expect(reply.kind).toBe('modal');
  expect(shown(reply)).toContain('Plan per host');
  await expect(answerClick('run.details', { ...click, user: 'U0OUTSIDER' }, deps)).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test.each(['', 'x', `${id} ${digest} more`, `../../etc ${digest}`])(
  'a button with the value "%s" is answered, not obeyed',
  async (bad) => {
    const { deps, calls } = await fakeDeps();
    await expect(answerClick('run.approve', { ...click, value: bad }, deps)).rejects.toMatchObject({
      code: 'button-malformed',
    });
    expect(calls).toEqual([]);
  },
);

test('a button of another version of the bot is answered', async () => {
  const { deps } = await fakeDeps();
  await expect(answerClick('run.unknown', click, deps)).rejects.toMatchObject({ code: 'action-unknown' });
  await expect(answerSubmit('run.approve', { ...by(), state: value, values: {}, lists }, deps)).rejects.toMatchObject({
    code: 'action-unknown',
  });
});
