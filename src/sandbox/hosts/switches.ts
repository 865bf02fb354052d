import { OpsError } from '../../core/errors.ts';
import type { Switches } from './types.ts';

/** A host on which nothing is wrong. */
export const wellSwitches: Switches = {
  down: false,
  silent: false,
  refuseLogin: false,
  changedKey: false,
  slowExec: 0,
  slowChunk: 0,
  disk: 'free',
  missing: [],
  unhealthy: false,
  cutAfter: null,
  flipByte: null,
};

const isFlag = (value: unknown) => typeof value === 'boolean';
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
const isProgram = (value: unknown) => typeof value === 'string' && /^[\w.+[-]+$/.test(value);

const rules: Record<keyof Switches, { fits(value: unknown): boolean; wanted: string }> = {
  down: { fits: isFlag, wanted: 'true or false' },
  silent: { fits: isFlag, wanted: 'true or false' },
  refuseLogin: { fits: isFlag, wanted: 'true or false' },
  changedKey: { fits: isFlag, wanted: 'true or false' },
  slowExec: { fits: isCount, wanted: 'milliseconds' },
  slowChunk: { fits: isCount, wanted: 'milliseconds' },
  disk: { fits: (value) => value === 'free' || value === 'full' || isCount(value), wanted: '"free", "full" or bytes' },
  missing: { fits: (value) => Array.isArray(value) && value.every(isProgram), wanted: 'a list of program names' },
  unhealthy: { fits: isFlag, wanted: 'true or false' },
  cutAfter: { fits: (value) => value === null || isCount(value), wanted: 'bytes or null' },
  flipByte: { fits: (value) => value === null || isCount(value), wanted: 'an offset or null' },
};

/** Checks changes that came from outside; error `switch-unknown` says what is possible. */
export function readSwitches(given: unknown): Partial<Switches> {
  if (typeof given !== 'object' || given === null)
    throw malformed(JSON.stringify(given), Object.keys(rules).join(', '));
  for (const [name, value] of Object.entries(given)) {
    if (!isSwitch(name)) throw malformed(name, Object.keys(rules).join(', '));
    if (!rules[name].fits(value)) throw malformed(`${name}: ${JSON.stringify(value)}`, rules[name].wanted);
  }
  return given;
}

function isSwitch(name: string): name is keyof Switches {
  return Object.hasOwn(rules, name);
}

function malformed(found: string, wanted: string): OpsError {
  return new OpsError('switch-unknown', {
    en: `Switching a sandbox host: ${found} is not possible. Give ${wanted}.`,
    zh: `切换沙箱主机状态：${found} 无效。请给出 ${wanted}。`,
  });
}
