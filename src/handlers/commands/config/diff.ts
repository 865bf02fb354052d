import { z } from 'zod';
import type { HostConfigRef } from '../../../core/config/types.ts';
import { OpsError } from '../../../core/errors.ts';
import { comparedConfigs, type Side } from '../../configs.ts';
import { form, type Request } from '../../define.ts';
import type { Deps } from '../../deps.ts';
import { optionalWord, toggle } from '../../parse/args.ts';
import { membership } from '../../rights.ts';
import { droppedText } from '../../uploaded-text.ts';
import { comparedMessage } from '../../views/compared.ts';
import { config, revision } from './arguments.ts';
import { oneMeant, refOf, textOf } from './named.ts';
import { runningOf, runningText } from './running.ts';

export default form({
  word: 'diff',
  summary: {
    en: 'How two versions of a config differ, or two configs, or what is to run and what runs (--running), or a file that you dropped (--upload).',
    zh: '比较配置的两个版本、两个配置、目标配置与运行配置（--running），或与你上传的文件（--upload）比较。',
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
    upload: toggle({
      en: 'the newest text file that you dropped here, against what is kept',
      zh: '将已保存的配置与你在此上传的最新文本文件比较',
    }),
  },
  example: 'web-01/nginx/shop.conf --from 1',
  right: membership,
  handle: async (args, request, deps) => {
    const { before, after } = args.upload ? await withUpload(args, request, deps) : await ofKept(args, deps);
    const compared = await comparedConfigs(before.side, after.side, before.text, after.text, deps);
    const { message, files } = comparedMessage(compared, deps.clock.now(), deps.language(request.channel));
    return files.length > 0 ? { kind: 'files', message, files } : { kind: 'in-channel', message };
  },
});

interface Asked {
  readonly config: string;
  readonly other: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly running: boolean;
}

interface Sides {
  readonly before: { readonly side: Side; readonly text: string };
  readonly after: { readonly side: Side; readonly text: string };
}

async function ofKept({ config: name, other, from, to, running: seen }: Asked, deps: Deps): Promise<Sides> {
  const [left, right] = await sidesOf(name, other, seen, deps);
  const isOne = other === undefined && !seen;
  const before = seen ? await runningText(left, from, deps) : await textOf(left, isOne ? (from ?? '1') : from, deps);
  return { before: { side: left, text: before }, after: { side: right, text: await textOf(right, to, deps) } };
}

/**
 * With `--running` first what runs, then what is to run, so that the commands mend the device. A host's only config is
 * meant where none is called so, and what runs where nothing intended is.
 */
async function sidesOf(
  name: string,
  other: string | undefined,
  seen: boolean,
  deps: Deps,
): Promise<readonly [HostConfigRef, HostConfigRef]> {
  if (seen) {
    const right = refOf(name, false);
    return [runningOf({ ...right, host: (other ?? right.host).split('/')[0] ?? '' }, deps), right];
  }
  if (other !== undefined) return [await oneMeant(name, false, deps), await oneMeant(other, false, deps)];
  const one = await oneKept(name, deps);
  return [one, one];
}

async function oneKept(name: string, deps: Deps): Promise<HostConfigRef> {
  const left = await oneMeant(name, false, deps);
  if (left.kind === 'running' || left.name !== 'config') return left;
  const isIntended = (await deps.configs.history(left, { limit: 1 })).length > 0;
  return isIntended ? left : { ...left, kind: 'running' };
}

/** First what is kept, then the file, so that the commands bring the host to the file. */
async function withUpload(
  { config: name, other, from, to, running: seen }: Asked,
  request: Request,
  deps: Deps,
): Promise<Sides> {
  if (other !== undefined || to !== undefined) throw uploadAlone();
  const kept = seen ? refOf(name, true) : await oneKept(name, deps);
  const text = await textOf(kept, from, deps);
  const dropped = await droppedText(request, deps);
  return {
    before: { side: kept, text },
    after: { side: { kind: 'upload', host: kept.host, name: dropped.name }, text: dropped.text },
  };
}

function uploadAlone(): OpsError {
  return new OpsError('argument-malformed', {
    en: '--upload compares one config with the file that you dropped: leave out the other config and --to.',
    zh: '--upload 将一个配置与你上传的文件比较：请去掉另一个配置和 --to。',
  });
}
