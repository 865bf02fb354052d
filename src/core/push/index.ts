import { OpsError } from '../errors.ts';
import type { RunKind } from '../runs/types.ts';

/** Pushes of configs as a kind of run. */
export function createPushes(): RunKind {
  const notYet = async (): Promise<never> => {
    throw new OpsError('push-unknown', { en: 'Configs cannot be pushed yet.', zh: '暂不支持下发配置。' });
  };
  return { plan: notYet, moved: notYet, execute: notYet, recover: notYet };
}
