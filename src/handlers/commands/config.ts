import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { driftOf } from '../../core/config/drift.ts';
import { exportConfigs } from '../../core/config/export.ts';
import type { ConfigHit, HostConfigRef } from '../../core/config/types.ts';
import { OpsError } from '../../core/errors.ts';
import { chosenHosts } from '../../core/inventory/environments.ts';
import { regularExpression } from '../../core/inventory/selector/pattern.ts';
import { suggestion } from '../../core/settings/nearest.ts';
import { comparedConfigs } from '../configs.ts';
import { defineCommand, form } from '../define.ts';
import type { Deps } from '../deps.ts';
import { demandRightFor } from '../host-rights.ts';
import { isScheduled, refuseAlone, scheduled } from '../jobs.ts';
import { flag, optionalWord, straightQuotes, text, toggle, word } from '../parse/args.ts';
import { optionalSelector, timing } from '../parse/shapes.ts';
import { pinNewest } from '../pinning.ts';
import { membership } from '../rights.ts';
import {
  blameFile,
  comparedMessage,
  configHistory,
  configList,
  configShown,
  driftMessage,
  exportedConfigs,
  hitsMessage,
} from '../views/configs.ts';
import { ephemeral } from '../views/notice.ts';
import { pinList, pinnedMessage, unpinnedMessage } from '../views/pins.ts';

const config = word({
  shown: '<host>/<name>',
  expects: {
    en: 'a config (/config list shows them), such as web-01/nginx/shop.conf',
    zh: '配置（用 /config list 查看），例如 web-01/nginx/shop.conf',
  },
  schema: z.string().max(400),
});
const revision = (name: string) =>
  flag({
    shown: 'revision',
    expects: {
      en: `${name}: an id, 1 for the version before the newest, a date such as 2026-11-01, or an age such as 7d`,
      zh: `${name}：版本号、1（上一个版本）、日期（2026-11-01）或时长（7d）`,
    },
    schema: z.string().max(60),
  });
const running = toggle({
  en: 'of what the host was seen to run, in place of what it is to run',
  zh: '采集到的运行配置，而非目标配置',
});

const list = form({
  word: 'list',
  summary: { en: 'The configs that are kept.', zh: '列出已保存的配置。' },
  args: { selector: optionalSelector },
  example: 'web-*',
  right: membership,
  handle: async ({ selector: words }, { language }, deps) => {
    const hosts = hostsOf(said(words), deps);
    return ephemeral(
      configList(await deps.configs.list({ kinds: ['intended', 'running'], ...(hosts && { hosts }) }), language),
    );
  },
});

const show = form({
  word: 'show',
  summary: { en: 'One config, secrets taken out, as a file.', zh: '查看一个配置（已去除敏感信息），以文件给出。' },
  args: { config, revision: revision('revision'), running },
  example: 'web-01/nginx/shop.conf --revision 1',
  right: membership,
  handle: async ({ config: name, revision: at, running: seen }, { channel }, deps) => {
    const ref = refOf(name, seen);
    const text = await textOf(ref, at, deps);
    const { message, file } = configShown(ref, deps.hiding.hide(text), deps.language(channel));
    return { kind: 'files', message, files: [file] };
  },
});

const history = form({
  word: 'history',
  summary: { en: 'The versions of a config: who, when, why.', zh: '查看配置的版本：谁、何时、为何。' },
  args: { config, running },
  example: 'web-01/nginx/shop.conf',
  right: membership,
  handle: async ({ config: name, running: seen }, { language }, { configs }) => {
    const ref = refOf(name, seen);
    const versions = await configs.history(ref, { limit: 50 });
    if (versions.length === 0) throw await noConfig(ref, configs);
    return ephemeral(configHistory(ref, versions, language));
  },
});

const diff = form({
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

const search = form({
  word: 'search',
  summary: {
    en: 'Lines of configs that hold a text, or fit a pattern with --regex.',
    zh: '在配置中查找文本，或用 --regex 查找正则表达式。',
  },
  args: {
    pattern: word({
      shown: '<text>',
      expects: { en: 'a text, in quotes where it has blanks', zh: '要查找的文本，含空格时加引号' },
      schema: z.string().min(1).max(300),
    }),
    selector: optionalSelector,
    regex: toggle({ en: 'the text is a regular expression (RE2)', zh: '文本为正则表达式（RE2）' }),
  },
  example: '"ntp-service unicast-server" site=北京',
  right: membership,
  handle: async ({ pattern, selector: words, regex }, { language }, deps) => {
    const hosts = hostsOf(said(words), deps);
    const kinds = ['intended', 'running'] as const;
    const found = await deps.configs.search(pattern, { regex, limit: 100, kinds, ...(hosts && { hosts }) });
    const hits = await hiddenHits(found.hits, matcherOf(pattern, regex), deps);
    return ephemeral(hitsMessage(pattern, hits, found.more, language));
  },
});

const blame = form({
  word: 'blame',
  summary: { en: 'Line by line, who changed a config last.', zh: '逐行查看配置最后由谁修改。' },
  args: { config, running },
  example: 'web-01/nginx/shop.conf',
  right: membership,
  handle: async ({ config: name, running: seen }, { channel }, deps) => {
    const ref = refOf(name, seen);
    const lines = await deps.configs.blame(ref);
    const hidden = deps.hiding.hideLines(lines.map(({ text }) => text).join('\n'));
    const { message, file } = blameFile(
      ref,
      lines.map((line, at) => ({ ...line, text: hidden[at] ?? '' })),
      deps.language(channel),
    );
    return { kind: 'files', message, files: [file] };
  },
});

const exporting = form({
  word: 'export',
  summary: { en: 'Configs as an archive with checksums.', zh: '将配置导出为带校验和的压缩包。' },
  args: {
    selector: optionalSelector,
    to: flag({
      shown: 'zip|tar',
      expects: { en: 'zip or tar', zh: 'zip 或 tar' },
      schema: z
        .string()
        .toLowerCase()
        .pipe(z.enum(['zip', 'tar'])),
    }),
    revision: revision('revision'),
  },
  example: 'web-* --to zip',
  right: 'config',
  handle: async ({ selector: words, to: format = 'zip', revision: at }, { user: by, channel }, deps) => {
    const hosts = hostsOf(said(words), deps);
    const options = {
      by,
      now: deps.clock.now(),
      hide: deps.hiding.hide,
      ...(at !== undefined && { revision: at }),
      ...(hosts && { hosts }),
    };
    const content = await buffer(await exportConfigs(deps.configs, format, options));
    return {
      kind: 'files',
      message: exportedConfigs(deps.language(channel)),
      files: [{ name: `configs.${format}`, content }],
    };
  },
});

const drift = form({
  word: 'drift',
  summary: {
    en: 'Which devices run otherwise than they are meant to, by what was collected of them last; with --every they are collected anew each time.',
    zh: '哪些设备的运行配置偏离目标配置（按最近一次采集）；加 --every 定期重新采集并检查。',
  },
  args: {
    selector: optionalSelector,
    ...timing,
    mend: toggle({
      en: 'with --every: push what is intended to those that drifted',
      zh: '与 --every 同用：向偏离的设备下发目标配置',
    }),
  },
  example: 'type=switch',
  right: membership,
  handle: async ({ selector: words, mend, ...times }, request, deps) => {
    const { settings, configs, platforms } = deps;
    const { language } = request;
    const text = said(words);
    if (isScheduled(times)) {
      const selector = text === '' ? 'all' : text;
      return scheduled({ kind: 'drift', selector, mend }, times, request, deps);
    }
    refuseAlone(times, { '--mend': mend });
    const hosts = text === '' ? Object.values(settings.current().hosts) : chosenHosts(text, settings.current());
    return ephemeral(driftMessage(await driftOf(configs, hosts, platforms), language));
  },
});

const reason = text('text', { en: 'why, in up to 500 characters', zh: '原因，最多 500 个字符' });

const pin = form({
  word: 'pin',
  summary: {
    en: 'Keep a config as it is now: no other revision is saved or pushed. Without a config: all that are kept so.',
    zh: '固定配置的当前版本，不再保存或下发其他版本；不写配置名则列出全部。',
  },
  args: {
    config: optionalWord({ shown: '[<host>/<name>]', expects: config.expects, schema: z.string().max(400) }),
    reason,
  },
  example: 'web-01/nginx/shop.conf --reason "until the vendor answers"',
  right: 'config',
  handle: async ({ config: name, reason: why }, request, deps) => {
    if (name === undefined) return ephemeral(pinList(deps.pins.list(), request.language));
    const ref = refOf(name, false);
    const revision = await pinNewest(ref, why, request, deps);
    if (revision === undefined) throw await noConfig(ref, deps.configs);
    return {
      kind: 'in-channel',
      message: pinnedMessage(`${ref.host}/${ref.name}`, revision, request.user, deps.language(request.channel)),
    };
  },
});

const unpin = form({
  word: 'unpin',
  summary: { en: 'Lift the pin of a config.', zh: '解除配置的固定。' },
  args: { config, reason },
  example: 'web-01/nginx/shop.conf',
  right: 'config',
  handle: async ({ config: name, reason: why }, { user, channel }, deps) => {
    const { host, name: file } = refOf(name, false);
    await demandRightFor('config', () => [host], user, deps);
    const lifted = await deps.pins.unpin({ host, name: file }, user, why);
    return {
      kind: 'in-channel',
      message: unpinnedMessage(`${host}/${file}`, lifted, user, deps.language(channel)),
    };
  },
});

export default defineCommand({
  summary: {
    en: 'Configs in git: list, show, history, diff, search, blame, drift, pin, unpin, export',
    zh: 'git 中的配置：列表、查看、历史、比较、查找、追溯、偏离、固定、导出',
  },
  forms: [list, show, history, diff, search, blame, drift, pin, unpin, exporting],
});

function said(words: readonly { readonly typed: string }[]): string {
  return words.map(({ typed }) => straightQuotes(typed)).join(' ');
}

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

/** Whether what is shown of a line still fits: a pattern must not be able to feel its way along a secret. */
function matcherOf(pattern: string, regex: boolean): (line: string) => boolean {
  if (!regex) return (line) => line.includes(pattern);
  const compiled = regularExpression(pattern);
  return 'pattern' in compiled ? compiled.pattern : () => false;
}

async function hiddenHits(hits: readonly ConfigHit[], fits: (line: string) => boolean, deps: Deps) {
  const texts = new Map<string, readonly string[]>();
  const shown: ConfigHit[] = [];
  for (const hit of hits) {
    const key = JSON.stringify(hit.ref);
    const lines = texts.get(key) ?? deps.hiding.hideLines((await deps.configs.read(hit.ref)) ?? '');
    texts.set(key, lines);
    const text = lines[hit.line - 1] ?? '';
    if (fits(text)) shown.push({ ...hit, text });
  }
  return shown;
}

function hostsOf(text: string, { settings }: Deps): readonly string[] | undefined {
  return text === '' ? undefined : chosenHosts(text, settings.current()).map(({ name }) => name);
}

function refOf(name: string, seen: boolean): HostConfigRef {
  const [host = '', ...file] = name.split('/');
  if (host !== '' && (file.length > 0 || seen)) {
    return { kind: seen ? 'running' : 'intended', host, name: file.join('/') || 'config' };
  }
  throw new OpsError('argument-malformed', {
    en: `${name} names no config: write the host, a slash and the file, such as web-01/nginx/shop.conf. /config list shows them.`,
    zh: `${name} 不是配置名：请写“主机/文件”，例如 web-01/nginx/shop.conf。用 /config list 查看。`,
  });
}

async function textOf(ref: HostConfigRef, at: string | undefined, { configs }: Deps): Promise<string> {
  const text = await configs.read(ref, at);
  if (text !== undefined) return text;
  throw await noConfig(ref, configs);
}

async function noConfig({ kind, host, name }: HostConfigRef, configs: Deps['configs']): Promise<OpsError> {
  const there = (await configs.list({ kinds: [kind] })).flatMap(({ ref }) =>
    ref.kind === 'template' ? [] : [`${ref.host}/${ref.name}`],
  );
  const hint = suggestion(`${host}/${name}`, there);
  return new OpsError('config-unknown', {
    en: `No ${kind} config ${host}/${name} is kept.${hint.en} /config list shows what there is.`,
    zh: `没有保存 ${host}/${name}（${kind === 'running' ? '运行配置' : '目标配置'}）。${hint.zh}用 /config list 查看。`,
  });
}
