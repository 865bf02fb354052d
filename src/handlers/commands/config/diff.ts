import { z } from 'zod';
import type { HostConfigRef } from '../../../core/config/types.ts';
import { comparedConfigs } from '../../configs.ts';
import { form } from '../../define.ts';
import type { Deps } from '../../deps.ts';
import { optionalWord, toggle } from '../../parse/args.ts';
import { membership } from '../../rights.ts';
import { comparedMessage } from '../../views/configs.ts';
import { config, revision } from './arguments.ts';
import { refOf, textOf } from './named.ts';

export default form({
  word: 'diff',
  summary: {
    en: 'How two versions of a config differ, or two configs, or what is to run and what runs (--running).',
    zh: '比较配置的两个版本、两个配置，或目标配置与运行配置（--running）。',
  },
  args: {
    config,
    other: optionalWord({
      shown: '[other]',
      expects: { en: 'another config, <host>/<name>', zh: '另一个配置，<主机>/<名称>' },
      schema: z.string().max(400),
    }),
    from: revision('from'),
    to: revision('to'),
    running: toggle({ en: 'against what the host was seen to run', zh: '与采集到的运行配置比较' }),
  },
  example: 'web-01/nginx/shop.conf --from 1',
  right: membership,
  handle: async ({ config: name, other, from, to, running: seen }, { channel }, deps) => {
    const [left, right] = await sidesOf(name, other, seen, deps);
    const isOne = other === undefined && !seen;
    const before = await textOf(left, isOne ? (from ?? '1') : from, deps);
    const after = await textOf(right, to, deps);
    const compared = await comparedConfigs(left, right, before, after, deps);
    const { message, files } = comparedMessage(compared, deps.language(channel));
    return files.length > 0 ? { kind: 'files', message, files } : { kind: 'in-channel', message };
  },
});

/**
 * With `--running` first what runs, then what is to run, so that the commands mend the device. A host's only config is
 * meant where none is called so, and what runs where nothing intended is.
 */
async function sidesOf(
  name: string,
  other: string | undefined,
  seen: boolean,
  { configs }: Deps,
): Promise<readonly [HostConfigRef, HostConfigRef]> {
  const left = refOf(name, false);
  if (seen) return [{ kind: 'running', host: (other ?? left.host).split('/')[0] ?? '', name: 'config' }, left];
  if (other !== undefined) return [left, refOf(other, false)];
  const isIntended = (await configs.history(left, { limit: 1 })).length > 0;
  const one: HostConfigRef = isIntended || left.name !== 'config' ? left : { ...left, kind: 'running' };
  return [one, one];
}
