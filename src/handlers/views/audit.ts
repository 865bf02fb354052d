import type { AuditLine } from '../../core/runs/audit.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { code, listMessage, moment, person, sayer, told } from './kit.ts';

/** The newest entries of the audit log, newest first. `older`: how many that fit the filter are left out. */
export function auditList(lines: readonly AuditLine[], older: number, language: Language): Message {
  const say = sayer(language);
  const title = say('Audit log', '审计日志');
  const shown =
    lines.length > 0
      ? lines.map((line) => auditLine(line, language))
      : [say('Nothing on record fits.', '没有符合条件的记录。')];
  const more =
    older > 0
      ? say(
          older === 1 ? 'One older entry fits as well. ' : `${older} older entries fit as well. `,
          `另有 ${older} 条更早的记录。`,
        )
      : '';
  const hint = say(
    'Filter by run id, person, app, environment, or days such as 7d.',
    '可按任务编号、人员、应用、环境或天数（例如 7d）筛选。',
  );
  return listMessage(title, shown, more + hint, say);
}

/** One entry: when, who, which run, what. */
export function auditLine({ at, by, run, text }: AuditLine, language: Language): string {
  const parts = [moment(at), by === undefined ? '' : person(by), run === undefined ? '' : code(run)];
  return `${parts.filter(Boolean).join(' ')} ${told(text, language, 400).replace(/\s+/g, ' ')}`;
}
