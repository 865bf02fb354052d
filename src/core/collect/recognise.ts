import type { Platform } from '../platforms/define.ts';
import type { DeviceShell } from '../shell/open.ts';

/** Commands that only show what a device is, on whatever platform they are known; a Linux shell says that they are not. */
const probes = ['display version', 'show version'] as const;
const timeout = 15_000;

/**
 * The name of the platform that a device shows itself to be: by what it answers to harmless commands, and where none of
 * these tells, by its greeting. Undefined where nothing tells, or where several platforms claim it. Errors: those of
 * `DeviceShell.run`.
 */
export async function recognisePlatformOf(
  shell: Pick<DeviceShell, 'greeting' | 'run'>,
  platforms: ReadonlyMap<string, Platform>,
): Promise<string | undefined> {
  const greeted = claims(platforms, 'greeting', shell.greeting);
  for (const command of probes) {
    const { output } = await shell.run(command, { timeout, keep: 256 * 1024 });
    const [name, ...others] = claims(platforms, 'probe', output);
    if (name !== undefined && others.length === 0) return name;
    if (name !== undefined) return [name, ...others].find((one) => greeted.includes(one));
  }
  return greeted.length === 1 ? greeted[0] : undefined;
}

function claims(platforms: ReadonlyMap<string, Platform>, kind: 'greeting' | 'probe', text: string): readonly string[] {
  return [...platforms].flatMap(([name, { signs }]) => (signs[kind]?.some((sign) => sign.test(text)) ? [name] : []));
}
