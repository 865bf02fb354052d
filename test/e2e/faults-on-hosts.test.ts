import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FinalState } from '../../src/core/runs/types.ts';
import { codesOf, expectWhy, liveVersion, type Scene, startScene, treeOf, whyOf } from '../support/scene.ts';
import { loggingApp } from '../support/world.ts';

let scene: Scene;
let count = 0;

beforeAll(async () => {
  const hook = (run: string) => ({ run, timeout: '3s' });
  const hooks = { install: hook('./install.sh'), stop: './stop.sh', start: './start.sh' };
  scene = await startScene(['web-01'], { app: { hooks } });
  await good();
});
afterAll(() => scene.stop());

interface Fault {
  readonly phrase: string;
  /** Makes it go wrong; what is returned mends it. */
  arrange?(): Promise<undefined | (() => Promise<unknown>)>;
  /** Files of the version that is deployed, over those of a good one. */
  readonly files?: () => Readonly<Record<string, string | Uint8Array>>;
  readonly ends: FinalState;
  readonly code?: string;
  /** Whether nothing at all changed on the host. */
  readonly untouched?: boolean;
  readonly en: readonly RegExp[];
  readonly zh: readonly RegExp[];
}

const back = (changes: Parameters<Scene['host']['set']>[0], normal: typeof changes) => async () => {
  await scene.host.set(changes);
  return () => scene.host.set(normal);
};
const heavy = () => ({ 'data/heavy.bin': randomBytes(400_000) });
const knownHosts = () => join(scene.world.dataDir, 'state/known_hosts');

const table: readonly Fault[] = [
  {
    phrase: 'a host that is down',
    arrange: back({ down: true }, { down: false }),
    ends: 'refused',
    untouched: true,
    en: [/web-01 \(127\.0\.0\.1:\d+\)/, /Check that the host is up/],
    zh: [/web-01 \(127\.0\.0\.1:\d+\)/, /请检查主机是否在运行/],
  },
  {
    phrase: 'an unknown host key',
    arrange: async () => {
      const pinned = readFileSync(knownHosts(), 'utf8');
      writeFileSync(knownHosts(), '');
      return async () => {
        const fingerprint = /SHA256:[A-Za-z0-9+/]{43}/.exec(whyOf(await last()).en)?.[0] ?? '';
        await scene.told(
          'engineer',
          () => scene.team.slack.type({ as: 'engineer', text: `/ops trust web-01 ${fingerprint}` }),
          [/is now pinned for web-01/],
        );
        expect(readFileSync(knownHosts(), 'utf8').split(' ')[2]?.trim()).toBe(pinned.split(' ')[2]?.trim());
      };
    },
    ends: 'refused',
    untouched: true,
    en: [/web-01/, /not known yet/, /no login was tried/, /\/ops trust web-01 SHA256:/],
    zh: [/web-01/, /没有尝试登录/, /\/ops trust web-01 SHA256:/],
  },
  {
    phrase: 'a wrong host key',
    arrange: back({ changedKey: true }, { changedKey: false }),
    ends: 'refused',
    untouched: true,
    en: [/ALARM: web-01/, /Pinned: SHA256:.*shown: SHA256:/, /No login was tried/],
    zh: [/警报：web-01/, /没有尝试登录/],
  },
  {
    phrase: 'a disk that is full',
    arrange: back({ disk: 'full' }, { disk: 'free' }),
    ends: 'refused',
    untouched: true,
    en: [/web-01: the disk under .*svc has 0 MB/, /Make room and ask again/],
    zh: [/web-01：.*剩余 0 MB/, /请清理后重试/],
  },
  {
    phrase: 'a disk that fills up in the middle of a transfer',
    arrange: back({ disk: 100_000 }, { disk: 'free' }),
    files: heavy,
    ends: 'failed',
    code: 'step-failed',
    en: [/web-01: transfer of svc failed/, /no space is left for it on the disk under .*svc/, /not changed/],
    zh: [/web-01：svc 的 transfer 失败/, /未被更改/],
  },
  {
    phrase: 'a tool that is missing',
    arrange: back({ missing: ['setsid'] }, { missing: [] }),
    ends: 'refused',
    untouched: true,
    en: [/web-01: setsid missing there/, /util-linux, or busybox/],
    zh: [/web-01：缺少 setsid/, /请安装/],
  },
  {
    phrase: 'a current that the bot did not make',
    arrange: async () => {
      const elsewhere = join(scene.host.home, 'by-hand');
      cpSync(realpathSync(join(scene.root, 'current')), elsewhere, { recursive: true, verbatimSymlinks: true });
      rmSync(join(scene.root, 'current'));
      symlinkSync(elsewhere, join(scene.root, 'current'));
      writeFileSync(join(scene.root, 'shared/running'), 'by-hand\n');
      return () => {
        const adopt = () => scene.team.slack.type({ as: 'engineer', text: '/deploy adopt svc test' });
        return scene.told('engineer', adopt, [/web-01/, /adopted_/]);
      };
    },
    ends: 'refused',
    untouched: true,
    en: [/web-01: .*svc\/current \(a link .*by-hand\) was not made by this bot/, /\/deploy adopt svc/],
    zh: [/web-01：.*svc\/current.*不是本机器人创建的/, /\/deploy adopt svc/],
  },
  {
    phrase: 'a hook that fails before anything is touched',
    files: () => ({ 'install.sh': '#!/bin/sh\necho "no licence" >&2\nexit 7\n' }),
    ends: 'failed',
    code: 'hook-failed',
    en: [/web-01: install \(\.\/install\.sh\) of svc failed with code 7/, /no licence/, /not changed/],
    zh: [/web-01：svc 的 install（?.*\.\/install\.sh.*失败，退出码 7/, /no licence/, /未被更改/],
  },
  {
    phrase: 'a hook that fails once the old release is stopped',
    files: () => ({ 'start.sh': '#!/bin/sh\necho "port taken" >&2\nexit 3\n' }),
    ends: 'undone',
    code: 'hook-failed',
    en: [/web-01: start \(\.\/start\.sh\) of svc failed with code 3/, /port taken/],
    zh: [/web-01：svc 的 start .*失败，退出码 3/, /port taken/],
  },
  {
    phrase: 'a hook that hangs',
    files: () => ({ 'install.sh': '#!/bin/sh\necho "waiting for godot"\nsleep 600\n' }),
    ends: 'failed',
    code: 'step-timeout',
    en: [/web-01: install \(\.\/install\.sh\) took longer than 3 s and was ended/, /waiting for godot/],
    zh: [/web-01：install .*超过 3 秒/, /waiting for godot/],
  },
  {
    phrase: 'a check that does not hold',
    files: () => loggingApp({ healthy: false }),
    ends: 'undone',
    code: 'verify-failed',
    en: [/web-01: svc \S+ did not pass "\.\/check\.sh" within 2 s/],
    zh: [/web-01：svc \S+ 在 2 秒内未通过检查“\.\/check\.sh”/],
  },
  {
    phrase: 'bytes that are altered on the way, their number the same',
    arrange: back({ flipByte: 150_000 }, { flipByte: null }),
    files: heavy,
    ends: 'failed',
    code: 'tree-altered',
    en: [/web-01: hash of svc failed/, /altered: .*data\/heavy\.bin/, /not changed/],
    zh: [/web-01：svc 的 hash 失败/, /data\/heavy\.bin/, /未被更改/],
  },
];

describe('what goes wrong on a host', () => {
  it.each(table)('$phrase is told in both languages, and nothing is lost', async (fault) => {
    const live = liveVersion(scene.root);
    const version = `1.${++count}.0`;
    scene.world.addVersion(version, { ...loggingApp(), 'data/version.txt': version, ...fault.files?.() });
    const mend = await fault.arrange?.();
    const before = treeOf(scene.root);
    const now = liveVersion(scene.root);

    try {
      const run = await scene.run('engineer', `/deploy svc@${version} test`);
      expect(run.state, whyOf(run).en).toBe(fault.ends);
      expectWhy(run, fault.en, fault.zh);
      if (fault.code) expect(codesOf(run)).toEqual([fault.code]);
      if (fault.untouched) expect(treeOf(scene.root)).toEqual(before);
      expect(liveVersion(scene.root)).toBe(now);
      if (now === live) expect(running()).toMatch(new RegExp(`^${live}_`));
      await scene.sees('engineer', fault.en.slice(0, 1).map(entities));
    } finally {
      await mend?.();
    }
    await good();
  });

  it('a refused login is not repeated', async () => {
    await scene.host.set({ refuseLogin: true });
    const before = await scene.host.tally();
    const run = await scene.run('engineer', `/deploy svc@1.0.0 test`);
    const after = await scene.host.tally();
    await scene.host.set({ refuseLogin: false });
    expect(run.state).toBe('refused');
    expectWhy(
      run,
      [/Logging in to web-01 .* as ops/, /tried once and is not repeated/, /credentials\.yaml/],
      [/以 ops 登录 web-01/, /只尝试一次/],
    );
    expect(after.refusedLogins - before.refusedLogins).toBe(1);
    expect(after.connections - before.connections).toBe(1);
    await good();
  });

  it('a hook that leaves a child holding the output open does not hold the deploy up', async () => {
    const files = {
      'start.sh':
        '#!/bin/sh\nset -e\nname=$(basename "$CHANGEOPS_RELEASE")\necho "$name" >"$CHANGEOPS_SHARED/running"\nsleep 600 &\necho $! >"$CHANGEOPS_SHARED/pid"\n',
    };
    scene.world.addVersion('3.0.0', { ...loggingApp(), ...files });
    expect(await scene.run('engineer', '/deploy svc@3.0.0 test')).toMatchObject({ state: 'succeeded' });
    const pid = Number(readFileSync(join(scene.root, 'shared/pid'), 'utf8'));
    expect(existsSync(`/proc/${pid}`), 'the child lives on').toBe(true);
    process.kill(pid);
    await good();
  });

  it('a host whose clock is off by a day is deployed to as any other', async () => {
    const date = join(scene.host.folder, 'etc/bin/date');
    writeFileSync(date, '#!/bin/sh\nexec /bin/date -d "1 day" "$@"\n', { mode: 0o755 });
    // More runs than are kept on record, all newer by the clock than the one to come.
    for (let old = 1; old <= 21; old += 1) mkdirSync(join(scene.root, `.changeops/runs/old-${old}`));
    const tomorrow = Date.now() / 1000 + 86_400;
    for (const name of readdirSync(join(scene.root, '.changeops'), { recursive: true, encoding: 'utf8' }))
      utimesSync(join(scene.root, '.changeops', name), tomorrow, tomorrow);
    await good();
    const beat = readdirSync(join(scene.root, '.changeops')).filter((name) => name.startsWith('lease.'));
    const [, until = ''] = readFileSync(join(scene.root, '.changeops', beat.at(-1) ?? '', 'beat'), 'utf8')
      .trim()
      .split(' ');
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split('.')[0]);
    expect(Number(until) - uptime, 'a lease counts in seconds since boot').toBeLessThanOrEqual(60);
    rmSync(date);
  });

  it('the journal is whole after all of it', async () => {
    expect(await scene.journal()).toContain('ended');
  });
});

async function last() {
  const [newest] = await scene.team.bot().core.runs.list({ limit: 1 });
  const run = newest && (await scene.team.bot().core.runs.get(newest.id));
  if (!run) throw new Error('nothing was asked for');
  return run;
}

function running(): string {
  return readFileSync(join(scene.root, 'shared/running'), 'utf8');
}

/** What is shown in Slack's markup. */
function entities(pattern: RegExp): RegExp {
  return new RegExp(pattern.source.replaceAll('<', '&lt;').replaceAll(/(?<!\\)>/g, '&gt;'), pattern.flags);
}

async function good(): Promise<void> {
  const version = `2.${++count}.0`;
  scene.world.addVersion(version, { ...loggingApp(), 'data/version.txt': version });
  const run = await scene.run('engineer', `/deploy svc@${version} test`);
  expect(run.state, whyOf(run).en).toBe('succeeded');
  expect(liveVersion(scene.root)).toBe(version);
  expect(running()).toMatch(new RegExp(`^${version}_`));
}
