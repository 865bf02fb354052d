import { OpsError } from '../../core/errors.ts';

/** A button's value, `<run id> <digest>`, read back. Errors: `button-malformed`. */
export function readButton(value: string): { readonly id: string; readonly digest: string } {
  const [id, digest, ...more] = value.split(' ');
  if (id && digest && more.length === 0 && /^[0-9a-z-]{1,40}$/.test(id)) return { id, digest };
  throw new OpsError('button-malformed', {
    en: 'This button does not say which run it belongs to. Use the newest card of the run, or /ops runs.',
    zh: '无法识别该按钮所属的任务。请使用该任务最新的卡片，或 /ops runs。',
  });
}
