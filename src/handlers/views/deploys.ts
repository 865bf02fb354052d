import type { Deploys } from '../../core/deploy/index.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { clipMarkup, code, escapeText, listMessage, sayer, told } from './kit.ts';

type HostHistory = Awaited<ReturnType<Deploys['history']>>[number];
type Adoption = Awaited<ReturnType<Deploys['adopt']>>[number];

const shownReleases = 8;

/** What can be deployed: each app with its versions, newest first, or why they cannot be told. */
export function appList(
  apps: readonly { readonly name: string; readonly versions: readonly string[]; readonly error?: string }[],
  environments: readonly string[],
  language: Language,
): Message {
  const say = sayer(language);
  const lines = apps.map(({ name, versions, error }) => {
    if (error !== undefined) return `⚠️ ${code(name)} ${clipMarkup(escapeText(error), 300)}`;
    const shown = versions
      .slice(0, 10)
      .map((version) => code(version))
      .join(' ');
    const more = versions.length > 10 ? say(` and ${versions.length - 10} more`, ` 等 ${versions.length} 个版本`) : '';
    return `*${code(name)}*  ${shown || say('no versions', '没有版本')}${more}`;
  });
  const where = `${say('Environments: ', '环境：')}${environments.map((name) => code(name)).join(' ') || say('none', '无')}`;
  return listMessage(
    say('Apps', '应用'),
    lines.length > 0 ? lines : [say('apps.yaml names no apps.', 'apps.yaml 中没有应用。')],
    where,
    say,
  );
}

/** The releases that every host of an environment keeps. */
export function releaseHistory(
  app: string,
  environment: string,
  hosts: readonly HostHistory[],
  language: Language,
): Message {
  const say = sayer(language);
  const lines = hosts.map(({ host, error, releases }) => {
    if (error) return `🔴 ${code(host)} ${told(error, language, 300)}`;
    const shown = releases.slice(0, shownReleases).map(({ version, good, live }) => {
      const mark = live ? '▶️ ' : '';
      return `${mark}${code(version)}${good ? '' : say(' (never verified)', '（未通过验证）')}`;
    });
    const more =
      releases.length > shownReleases
        ? say(` and ${releases.length - shownReleases} more`, ` 等 ${releases.length} 个`)
        : '';
    return `${code(host)}  ${shown.join(' · ') || say('nothing deployed', '尚未部署')}${more}`;
  });
  const hint = say(
    '▶️ runs now. Rollback goes only to a release that was verified.',
    '▶️ 为当前运行的版本。只能回滚到通过验证的版本。',
  );
  return listMessage(
    `${app} → ${environment}`,
    lines.length > 0 ? lines : [say('It has no hosts.', '没有主机。')],
    hint,
    say,
  );
}

/** What taking over foreign releases came to, or would. */
export function adoptions(app: string, environment: string, hosts: readonly Adoption[], language: Language): Message {
  const say = sayer(language);
  const words: Readonly<Record<Adoption['state'], string>> = {
    adopted: say('🟢 adopted as ', '🟢 已接管为 '),
    'would-adopt': say('⚪ would be adopted as ', '⚪ 将接管为 '),
    'nothing-to-adopt': say('➖ nothing to adopt', '➖ 无需接管'),
    failed: say('🔴 failed: ', '🔴 失败：'),
  };
  const lines = hosts.map(({ host, state, release, error }) => {
    const tail = error ? told(error, language, 300) : release ? code(release) : '';
    return `${code(host)}  ${words[state]}${tail}`.trimEnd();
  });
  const hint = say(
    'An adopted release can be brought back by an undo. It was never verified, so no rollback chooses it.',
    '接管的版本可以通过撤销恢复；因未经验证，回滚不会选择它。',
  );
  return listMessage(`${say('Adopt', '接管')} ${app} → ${environment}`, lines, hint, say);
}
