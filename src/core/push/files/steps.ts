import { verifyHost } from '../../agent/verify.ts';
import { OpsError } from '../../errors.ts';
import { heldBytes } from '../../io/byte-source.ts';
import type { Phase } from '../../runs/types.ts';
import { expandFile } from '../../settings/expand.ts';
import type { Hook } from '../../settings/types.ts';
import type { FilePush } from '../types.ts';
import type { FilesHost } from './host.ts';
import { besideOf } from './plan.ts';
import { packFiles } from './sent.ts';

const minutes = 60_000;
const transferTries = 2;

/** What brings a server's configs in place after preflight, in order. */
export const filesSteps = ['transfer', 'check', 'switch', 'reload', 'verify', 'prune'] as const;

/** What puts the former ones back. */
export const filesUndoSteps = ['switch', 'reload', 'verify'] as const;

/** How each step is done. */
export const forward: Readonly<Record<(typeof filesSteps)[number], (host: FilesHost) => Promise<void>>> = {
  transfer,
  check: async (host) => {
    for (const [index, file] of host.files.entries()) {
      if (!file.check || !triesCopy(file.check)) continue;
      const run = expandFile(file.check.run, besideOf(file.real ?? file.path, host.run));
      await host.act('forward', 'check', { ...host.tryCommand(index, { ...file.check, run }), part: String(index) });
    }
  },
  switch: async (host) => {
    await host
      .act('forward', 'switch', { call: ['do_place', host.run, host.seal], timeout: 10 * minutes })
      .catch((error: unknown) => {
        throw isChanged(error) ? changedMeanwhile(host, error) : error;
      });
  },
  reload: async (host) => {
    const checks = host.files.flatMap(({ check }) => (check && !triesCopy(check) ? [check] : []));
    for (const [index, check] of distinct(checks).entries())
      await host.act('forward', 'reload', { ...host.command(check), part: `check-${index}` });
    await reload(host, 'forward', host.files);
  },
  verify: (host) => verify(host, 'forward', host.files),
  prune: async (host) => {
    await host.act('forward', 'prune', { call: ['do_tidy', host.run], timeout: 10 * minutes });
  },
};

/** How each step of an undo is done. */
export const backward: Readonly<Record<(typeof filesUndoSteps)[number], (host: FilesHost) => Promise<void>>> = {
  switch: async (host) => {
    await host.act('undo', 'switch', { call: ['do_back', host.run], timeout: 10 * minutes }).catch((error: unknown) => {
      throw isChanged(error) ? leftAlone(host, error) : error;
    });
  },
  reload: async (host) => {
    if (host.progress().done.forward.includes('switch')) await reload(host, 'undo', host.files);
  },
  verify: async (host) => {
    // Where there was no such file before, nobody knows what held then.
    const former = host.files.filter(({ before }) => before !== null);
    if (host.progress().done.forward.includes('switch')) await verify(host, 'undo', former);
  },
};

async function transfer(host: FilesHost): Promise<void> {
  const texts: string[] = [];
  for (const file of host.files) texts.push(await host.text(file));
  const tar = await packFiles(host.files, texts);
  const call = {
    call: ['do_receive', host.run, host.seal],
    stdin: () => heldBytes(tar),
    timeout: 10 * minutes,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await host.act('forward', 'transfer', { ...call, part: String(attempt) });
      return;
    } catch (error) {
      if (attempt >= transferTries || !(error instanceof OpsError) || error.code !== 'transfer-cut') throw error;
    }
  }
}

/** Each command once, but for those that are on record as done: after a restart they are not repeated. */
async function reload(host: FilesHost, phase: Phase, files: readonly FilePush[]): Promise<void> {
  const reloads = distinct(files.flatMap((file) => (file.reload ? [file.reload] : [])));
  for (const [index, hook] of reloads.entries()) {
    const part = `reload-${index}`;
    if (await host.hasDone(phase, 'reload', part)) continue;
    await host.act(phase, 'reload', { ...host.command(hook), part });
  }
}

async function verify(host: FilesHost, phase: Phase, files: readonly FilePush[]): Promise<void> {
  await verifyHost({
    ...{ host, phase, clock: host.clock, subject: host.subject, has: host.has },
    checks: distinct(files.flatMap((file) => file.verify)),
    command: (run, timeout) => host.command({ run, timeout }),
  });
}

/** Whether a check is of the copy beside, before anything is put in place. */
function triesCopy({ run }: Hook): boolean {
  return run.includes('{file}');
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** The host script's own word for it. */
function isChanged(error: unknown): error is OpsError {
  return error instanceof OpsError && error.code === 'current-moved';
}

function changedMeanwhile(host: FilesHost, error: OpsError): OpsError {
  const said = error.text.en.split('\n').slice(1).join('\n');
  return new OpsError('file-changed', {
    en: `${host.name}: somebody changed a file after the plan was made, so none was put in place. Look at it, and ask for a new plan.\n${said}`,
    zh: `${host.name}：计划生成后有文件被他人修改，因此没有放置任何文件。请检查后重新申请。\n${said}`,
  });
}

function leftAlone(host: FilesHost, error: OpsError): OpsError {
  const said = error.text.en.split('\n').slice(1).join('\n');
  return new OpsError('file-changed', {
    en: `${host.name}: somebody changed a file after it was put in place; it was left alone, and the others were put back. The former ones are in .changeops/former/${host.run} there.\n${said}`,
    zh: `${host.name}：文件放置后被他人修改，未予改动，其余文件已恢复。原文件保存在该主机的 .changeops/former/${host.run}。\n${said}`,
  });
}
