import { OpsError } from '../errors.ts';
import type { SaveJob } from './types.ts';

/** The commit's message: what was said, then the trailers, one a line, whatever is in them. */
export function commitMessage(job: SaveJob): string {
  const { run, ticket, template, proposal } = job;
  const agreed = { Proposal: proposal?.id, 'Approved-By': proposal?.approvers.join(', ') };
  const trailers = { Run: run, Ticket: ticket, Template: template, ...agreed, Job: jobKey(job.id) };
  return withTrailers(job.message, trailers);
}

/** A message that ends with these trailers; those without a value are left out. */
export function withTrailers(message: string, trailers: Readonly<Record<string, string | undefined>>): string {
  const said = message
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
    .trim();
  const lines = Object.entries(trailers).flatMap(([key, value]) => (value ? [`${key}: ${oneLine(value)}`] : []));
  return `${said || 'Configs'}\n\n${lines.join('\n')}\n`;
}

/** A job's id as it is in the trailer. Error `job-refused`. */
export function jobKey(id: string): string {
  if (/^[\w.:/@+-]{1,200}$/.test(id)) return id;
  throw new OpsError('job-refused', {
    en: `Saving configs: the job id ${JSON.stringify(id.slice(0, 50))} is empty, too long or has other characters than letters, digits and . : / @ + - _.`,
    zh: `保存配置：作业编号 ${JSON.stringify(id.slice(0, 50))} 为空、过长，或含有字母、数字和 . : / @ + - _ 以外的字符。`,
  });
}

/** `name <U0ENGINEER@slack>`. Error `job-refused` for what is no Slack user's id. */
export function slackAuthor({ id, name }: SaveJob['author']): { name: string; email: string } {
  if (/^[\w.-]{1,64}$/.test(id)) return { name: oneLine(name).replaceAll(/[<>]/g, '') || id, email: `${id}@slack` };
  throw new OpsError('job-refused', {
    en: `Saving configs: ${JSON.stringify(id.slice(0, 50))} is not the id of a Slack user.`,
    zh: `保存配置：${JSON.stringify(id.slice(0, 50))} 不是 Slack 用户编号。`,
  });
}

/** Who commits, whoever the author is. */
export const bot = { name: 'ChangeOps', email: 'bot@changeops' };

function oneLine(text: string): string {
  return text
    .replaceAll(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 500);
}
