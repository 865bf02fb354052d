import { describe, expect, test } from 'vitest';
import type { DevicePush, FilePush, PushHost, PushPlan } from '../../../src/core/push/types.ts';
import type { Run } from '../../../src/core/runs/types.ts';
import type { Language } from '../../../src/core/text.ts';
import { detailsModal } from '../../../src/handlers/views/details.ts';
import { dryRun, wholePlan } from '../../../src/handlers/views/plan.ts';
import { runCard } from '../../../src/handlers/views/run-card.ts';
import { noon, samplePlan, sampleRun } from '../../../src/sandbox/gallery/fixtures/runs.ts';
import { visible } from '../../support/blocks.ts';

const login = { address: '10.0.0.1', port: 22, user: 'ops', hostKey: 'SHA256:x' };
const device = (more: Partial<DevicePush> = {}): PushHost => {
  const shown = Array.from({ length: 30 }, (_, index) => `ntp-service unicast-server 10.0.0.${index}`);
  return {
    ...login,
    ...{ how: 'device', platform: 'huawei-vrp', exact: false, name: 'base.cfg', revision: 'a'.repeat(40) },
    ...{ added: 30, removed: 2, before: 'b', commands: 'c', shown, count: 30, guessed: 0, undo: 'reload', minutes: 10 },
    ...more,
  };
};
const file = (more: Partial<FilePush> = {}): PushHost => ({
  ...login,
  ...{ how: 'files', root: '/root/.changeops-configs' },
  files: [
    {
      ...{
        name: 'shop.conf',
        revision: 'a'.repeat(40),
        path: '/srv/shop/shop.conf',
        before: 'b',
        after: 'c',
        verify: [],
      },
      ...{ added: 1, removed: 1, shown: ['@@ -1 +1 @@', '-  port 80', '+  port 81'] },
      ...more,
    },
  ],
});
const planOf = (hosts: Readonly<Record<string, PushHost>>, more: Partial<PushPlan> = {}): PushPlan => {
  const { strategy, policy } = samplePlan();
  return {
    ...{
      kind: 'push',
      app: 'config',
      environment: 'prod',
      environments: ['prod'],
      version: 'aaaaaaaaaa',
      reversible: true,
    },
    ...{ strategy, policy, batches: [Object.keys(hosts)], hosts },
    ...more,
  };
};
const asked = (plan: PushPlan): Run => ({
  ...sampleRun('awaiting-approval'),
  ...{ kind: 'push', plan, hosts: {} },
});
const card = (plan: PushPlan, language: Language = 'en') => visible(runCard(asked(plan), language, noon));

describe('who approves a push sees', () => {
  test('that a device restarts where the way to it is cut, and when', () => {
    expect(card(planOf({ sw: device() }))).toMatch(
      /⚠️ where the way to it is cut, the device restarts after 10 minutes/,
    );
    expect(card(planOf({ sw: device() }), 'zh-CN')).toMatch(/设备将在 10 分钟后重启.*业务中断/);
    expect(card(planOf({ sw: device({ undo: 'timer' }) }))).not.toContain('restarts');
  });

  test('how the file is checked, by its place, and that one command is guessed', () => {
    const shown = card(planOf({ web: file({ check: { run: 'nginx -t -c {file}', timeout: 30_000 } }) }));
    expect(shown).toContain('nginx -t -c /srv/shop/shop.conf');
    expect(shown).not.toContain('{file}');
    const guessed = card(planOf({ sw: device({ guessed: 1 }) }));
    expect(guessed).toContain('1 guessed undo command');
    expect(guessed).toContain('1 of the undo commands follows the general rule only: look at it');
    expect(card(planOf({ sw: device() }), 'zh-CN')).toMatch(/下发配置 .* → prod/);
  });

  test('where a link leads, whom the file is given to, and what differs in it', () => {
    const shown = card(planOf({ web: file({ real: '/etc/shadow', mode: '0644', owner: 'app:app' }) }));
    expect(shown).toMatch(/`\/srv\/shop\/shop.conf` ⚠️ a link to `\/etc\/shadow` in place of .*`0644` · `app:app`/);
    expect(shown).toContain('+ port 81');
  });

  test('the first commands, and how all are had; the details have more', () => {
    const plan = planOf({ sw: device() });
    expect(card(plan)).toMatch(/10\.0\.0\.11`\n.*and 18 more commands: `\/ops run/);
    expect(card(plan)).toContain(`more commands: \`/ops run ${asked(plan).id} --plan\``);
    expect(card(plan)).not.toContain('10.0.0.12');
    const details = visible(detailsModal({ run: asked(plan), entries: [], now: noon }, 'en'));
    expect(details).toContain('10.0.0.29');
  });

  test('of a dry run how many commands are left out, and nothing to type, as it is not kept', () => {
    const shown = visible(dryRun({ plan: planOf({ sw: device({ count: 300 }) }), digest: 'd'.repeat(64) }, 'en'));
    expect(shown).toMatch(/… and 270 more commands$/m);
    expect(shown).not.toContain('/ops run');
  });

  test('what is dangerous and how all is had, also where there are too many hosts to list', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`sw-${at}`, device({ exact: true, guessed: 2 })]),
    );
    const shown = card(planOf(many));
    expect(shown).toMatch(/\+900 −60 · ⚠️ exact on 30 hosts: all else goes · ⚠️ 60 guessed undo commands/);
    expect(shown).toMatch(/What changes on each: `\/ops run .* --plan`/);
  });

  test('of an undo that it is one, and none of the commands that it does not type', () => {
    const shown = card(planOf({ sw: device(), web: file() }, { undoes: '261123-k7mqp', reversible: false }));
    expect(shown).toContain('what run `261123-k7mqp` did to 2 hosts is taken back');
    expect(shown).toContain('to exactly what it ran before, whatever it runs now');
    expect(shown).toMatch(/↩️ `base.cfg` \+2 −30/);
    expect(shown).not.toContain('ntp-service');
    expect(shown).not.toContain('port 81');
  });

  test('every command and every line that differs in the whole plan, as it is', () => {
    const plan = planOf({ sw: device(), web: file({ real: '/etc/shadow' }) });
    const [whole] = wholePlan(asked(plan), plan, 'en').files;
    expect(whole?.content).toContain('ntp-service unicast-server 10.0.0.29');
    expect(whole?.content).toContain('/srv/shop/shop.conf -> /etc/shadow\n@@ -1 +1 @@\n-  port 80\n+  port 81\n');
  });
});
