import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxTeam, startSandboxTeam } from '../support/sandbox-team.ts';

let team: SandboxTeam;
let run = '';
const lines: string[] = [];
beforeAll(async () => {
  team = await startSandboxTeam({ log: (line) => lines.push(line) });
  run = await team.request('engineer', '/deploy hello@1.0.0 staging');
});
afterAll(() => team.stop());

const published = () => team.slack.log.filter(({ name }) => name === 'views.publish').length;

/** Does something and waits for the home tab that comes of it. */
async function shownTo(as: string, act: () => Promise<unknown>): Promise<string> {
  const before = published();
  await act();
  return team.until(`a home tab for ${as}`, async () => {
    const view = published() > before ? await team.slack.home({ as }) : undefined;
    return view && JSON.stringify(view);
  });
}
const opened = (as: string) => shownTo(as, () => team.slack.openHome({ as }));

describe('the home tab', () => {
  it('shows an approver what waits for them, and nobody what does not', async () => {
    const approver = await opened('approver');
    expect(approver).toContain('Waiting for your approval (1)');
    expect(approver).toContain('Deploy hello 1.0.0 → staging');
    expect(approver).toContain('<#C0CHANGES>');
    const engineer = await opened('engineer');
    expect(engineer).toContain('Nothing waits for your approval.');
    expect(engineer).toContain('You asked for (1)');
    expect(engineer).toContain(run);
  });

  it('is in the language of who opens it', async () => {
    const chinese = await opened('engineer2');
    expect(chinese).toContain('没有等待你审批的事项。');
    expect(chinese).not.toContain('Next');
  });

  it('shows an outsider who they are, and nothing of runs', async () => {
    const outsider = await opened('outsider');
    expect(outsider).toContain('You are in no group');
    expect(outsider).not.toContain('hello');
    expect(JSON.stringify(await refusals())).not.toContain('U0OUTSIDER');
  });

  it('opens the details of a run over it', async () => {
    await opened('approver');
    await shownTo('approver', () => team.slack.click({ as: 'approver', home: true, button: 'run.details' }));
    const modal = JSON.stringify((await team.slack.views({ as: 'approver' })).at(-1)?.view);
    expect(modal).toContain(`Run ${run}`);
    expect(modal).toContain('web-03');
    await team.slack.close({ as: 'approver', all: true });
  });

  it('is published once for each opening, though Slack tells of it twice, and after a click in it alone', async () => {
    const before = published();
    team.slack.faults.double(1);
    await opened('approver');
    await team.click('approver', run, 'run.approve');
    expect((await team.result(run)).state).toBe('succeeded');
    expect(published()).toBe(before + 1);
    expect(JSON.stringify(await team.slack.home({ as: 'approver' }))).toContain(run);
    const anew = await shownTo('approver', () =>
      team.slack.click({ as: 'approver', home: true, button: 'home.refresh' }),
    );
    expect(anew).not.toContain(run);
    expect(published()).toBe(before + 2);
  });

  it('that Slack does not take stays as it was; that is logged, and nobody is told', async () => {
    const before = await opened('engineer');
    const messages = (await team.slack.messages({ as: 'engineer' })).length;
    team.slack.faults.refuse({ method: 'views.publish', error: 'not_enabled' });
    await team.slack.openHome({ as: 'engineer' });
    await team.until('a line in the log', async () =>
      lines.some((line) => line.includes('the home tab could not be published')) ? true : undefined,
    );
    expect(JSON.stringify(await team.slack.home({ as: 'engineer' }))).toBe(before);
    expect((await team.slack.messages({ as: 'engineer' })).length).toBe(messages);
    expect(await opened('engineer')).toContain('Next');
  });
});

async function refusals() {
  const all = [];
  for await (const { event } of team.bot().deps.journal.read()) if (event.type === 'refused') all.push(event);
  return all;
}
