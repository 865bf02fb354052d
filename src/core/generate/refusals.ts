import { OpsError } from '../errors.ts';
import { suggestion } from '../settings/nearest.ts';
import type { Host } from '../settings/types.ts';
import type { Text } from '../text.ts';
import type { Validator } from './define-validator.ts';
import type { GenerateRequest } from './generation.ts';
import type { Template } from './template.ts';

export function unusedKeys({ set }: GenerateRequest, { meta }: Template): readonly Text[] {
  const known = Object.keys(meta.variables);
  const roots = new Set(known.map((name) => name.split('.')[0]));
  const slips = Object.keys(set).filter((key) => !roots.has(key.split('.')[0]));
  return slips.map((key) => {
    const hint = suggestion(key, known);
    return {
      en: `--set ${key}: the template declares no such variable.${hint.en}`,
      zh: `--set ${key}：模板没有声明该变量。${hint.zh}`,
    };
  });
}

export function fitsPlatform({ meta }: Template, { platform }: Host): boolean {
  return meta.platforms.length === 0 || meta.platforms.includes(platform);
}

export function wrongPlatform({ name, meta }: Template, host: Host) {
  const { en, zh } = {
    en: `${name} is for ${meta.platforms.join(', ')}; ${host.name} is ${host.platform}.`,
    zh: `${name} 适用于 ${meta.platforms.join('、')}；${host.name} 的平台是 ${host.platform}。`,
  };
  return { severity: 'error' as const, rule: 'platform', text: { en, zh } };
}

export function secretInChat(key: string): OpsError {
  return new OpsError('set-secret', {
    en: `--set ${key}: what is called so is a secret, and would stand in the channel for all to read. Put it into vars.yaml.`,
    zh: `--set ${key}：这是敏感信息，会留在频道中被所有人看到。请写入 vars.yaml。`,
  });
}

/** A name that is slipped would be "not checked" for ever. */
export function checkValidators({ name, meta }: Template, validators: ReadonlyMap<string, Validator>): void {
  const wrong = meta.validators.find((one) => !validators.has(one.split(':')[0] ?? ''));
  if (wrong === undefined) return;
  const hint = suggestion(wrong, validators.keys());
  throw new OpsError('template-broken', {
    en: `The template ${name} names a validator ${wrong}, which there is not.${hint.en}`,
    zh: `模板 ${name} 指定的校验器 ${wrong} 不存在。${hint.zh}`,
  });
}

/** A generation that is kept no longer, or whose file is damaged. */
export function unknown(id: string, { count, days }: { readonly count: number; readonly days: number }): OpsError {
  const shown = id.slice(0, 40);
  return new OpsError('generation-unknown', {
    en: `What was generated as ${shown} is not there any more: the newest ${count} are kept, for ${days} days. Nothing was done. Give the same /generate once more and use the buttons of its answer.`,
    zh: `生成结果 ${shown} 已不存在：仅保留最近 ${count} 次、${days} 天内的结果。未做任何操作。请重新执行相同的 /generate，并使用新消息中的按钮。`,
  });
}

/** `what` has changed since: a text without its full stop. */
export function moved({ template, selector, set }: GenerateRequest, what: Text): OpsError {
  const values = Object.entries(set).map(([key, value]) => ` --set ${quoted(`${key}=${value}`)}`);
  const again = `/generate ${template} ${selector}${values.join('')}`;
  return new OpsError('generation-moved', {
    en: `${what.en}: what was shown is not what would come out now. Nothing was done. Look again: ${again}`,
    zh: `${what.zh}，所示内容已不是现在的结果。未做任何操作，请重新查看：${again}`,
  });
}

function quoted(word: string): string {
  if (!/[\s"']/.test(word)) return word;
  return word.includes('"') ? `'${word}'` : `"${word}"`;
}
