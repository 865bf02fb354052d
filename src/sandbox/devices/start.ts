import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { OpsError } from '../../core/errors.ts';
import { makeFolder, readTextIfThere, writeFileAtomic } from '../../core/io/files.ts';
import { hostKeys } from '../hosts/keys.ts';
import { type DeviceKind, type SandboxDevice, startDevice } from './device.ts';
import { hurried } from './hurried.ts';

/** How much faster than ours the time of a device goes: the ten minutes after which it goes back are twenty seconds. */
const haste = 30;

/** The login name and the password of all devices of one sandbox. */
export interface DeviceLogin {
  readonly user: string;
  readonly password: string;
}

/** A login with a password that nobody else knows. */
export const newLogin = (user: string): DeviceLogin => ({ user, password: randomBytes(18).toString('base64url') });

/** Whether devices of a platform can be simulated. */
export const isSimulated = (platform: string): boolean => Object.hasOwn(kinds, platform);

const kinds: Readonly<Record<string, DeviceKind>> = {
  'huawei-vrp': 'vrp5',
  'h3c-comware': 'comware7',
  'cisco-ios': 'ios',
};

/** A device with two host keys. */
export interface KeptDevice extends SandboxDevice {
  /** Shows another host key, always the same one, or its own again. */
  changeKey(changed: boolean): void;
  hasOtherKey(): boolean;
}

interface Options extends DeviceLogin {
  readonly name: string;
  readonly platform: string;
  /** Where its keys, its port and what it has saved are kept. */
  readonly folder: string;
  /** What it has saved when it is started for the first time. */
  readonly config: string;
}

/**
 * Starts a device on loopback that keeps port, key and saved configuration in its folder. Errors: `port-taken`,
 * `key-malformed`, `device-config` where what it saved is not understood any more.
 */
export async function startKept({ folder, platform, config, ...options }: Options): Promise<KeptDevice> {
  await makeFolder(folder);
  const [saved, portFile] = [join(folder, 'saved.cfg'), join(folder, 'port')];
  const keys = await hostKeys(folder, options.name);
  let written = Promise.resolve();
  let otherKey = false;
  const device = await startDevice({
    ...options,
    kind: kinds[platform] ?? 'vrp5',
    key: keys.own,
    clock: hurried(haste),
    config: (await readTextIfThere(saved)) ?? config,
    port: Number(await readTextIfThere(portFile)) || undefined,
    saved: (text) => {
      written = written.then(() => writeFileAtomic(saved, text)).catch(() => {});
    },
  }).catch((cause: unknown) => {
    throw cause instanceof OpsError ? cause : notUnderstood(options.name, saved, cause);
  });
  await writeFileAtomic(portFile, `${device.port}\n`);
  return {
    ...device,
    changeKey: (changed) => {
      otherKey = changed;
      device.show(changed ? keys.other : keys.own);
    },
    hasOtherKey: () => otherKey,
    stop: async () => {
      await device.stop();
      await written;
    },
  };
}

function notUnderstood(name: string, file: string, cause: unknown): OpsError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new OpsError(
    'device-config',
    {
      en: `Starting the sandbox device ${name}: what it saved in ${file} is not understood (${why}). Delete that file, and it begins anew.`,
      zh: `启动沙箱设备 ${name}：无法理解其保存在 ${file} 中的配置（${why}）。删除该文件后将重新开始。`,
    },
    { cause },
  );
}
