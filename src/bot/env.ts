import { z } from 'zod';
import { OpsError } from '../core/errors.ts';
import { type Secret, secret } from '../core/io/secret.ts';

interface Common {
  /** What stands before every slash command's name, often nothing. */
  readonly prefix: string;
  /** As given, or as it is by default; a relative one starts where the bot was started. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
}

interface Workspace extends Common {
  readonly botToken: Secret;
  /** Ends with a slash; absent: Slack's own. */
  readonly apiUrl?: string;
}

export type Env =
  /** `port`: of its page. */
  | ({ readonly mode: 'sandbox'; readonly port?: number } & Common)
  | ({ readonly mode: 'socket'; readonly appToken: Secret } & Workspace)
  | ({ readonly mode: 'http'; readonly signingSecret: Secret; readonly port: number } & Workspace);

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

const variables = z.object({
  SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-\S+$/, 'a bot token begins with xoxb-')),
  SLACK_APP_TOKEN: optional(z.string().regex(/^xapp-\S+$/, 'an app-level token begins with xapp-')),
  SLACK_SIGNING_SECRET: optional(z.string().regex(/^\S+$/, 'a signing secret has no spaces')),
  SLACK_API_URL: optional(z.url({ protocol: /^https?$/, error: 'must be an http or https address' })),
  SLACK_COMMAND_PREFIX: optional(z.string().regex(/^[a-z0-9_-]{1,20}$/, 'at most 20 of a-z 0-9 _ -')),
  PORT: optional(z.coerce.number('must be a port number').int('must be a port number').min(0).max(65_535)),
  DATA_DIR: optional(z.string()),
  LOG_LEVEL: optional(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`)),
});

type Variables = z.infer<typeof variables>;

/**
 * How the bot is to run, from the environment's variables; the only reader of them. Sandbox where nothing of Slack and
 * no DATA_DIR is set; a workspace where enough is; never one instead of the other. Errors: `env-invalid` naming every
 * variable that is malformed, `env-incomplete` naming what is missing. Values are never shown.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = variables.safeParse(source);
  if (!parsed.success) throw malformed(parsed.error);
  const found = parsed.data;
  const common = { prefix: found.SLACK_COMMAND_PREFIX ?? '', logLevel: found.LOG_LEVEL ?? 'info' } as const;
  if (nothingSet(found)) return { mode: 'sandbox', dataDir: 'data/sandbox', port: found.PORT, ...common };

  const missing = whatIsMissing(found);
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing } = found;
  if (bot === undefined || missing) throw incomplete(missing ?? 'SLACK_BOT_TOKEN');
  const workspace = { ...common, dataDir: found.DATA_DIR ?? 'data', botToken: secret(bot), apiUrl: apiUrl(found) };
  if (app !== undefined) return { mode: 'socket', appToken: secret(app), ...workspace };
  if (signing === undefined) throw incomplete('SLACK_SIGNING_SECRET');
  return { mode: 'http', signingSecret: secret(signing), port: found.PORT ?? 3000, ...workspace };
}

function nothingSet(found: Variables): boolean {
  return Object.entries(found).every(
    ([name, value]) => value === undefined || !(name.startsWith('SLACK_') || name === 'DATA_DIR'),
  );
}

function whatIsMissing(found: Variables): string | undefined {
  const missing = found.SLACK_BOT_TOKEN === undefined ? ['SLACK_BOT_TOKEN'] : [];
  const reachable = found.SLACK_APP_TOKEN ?? found.SLACK_SIGNING_SECRET;
  if (reachable === undefined) missing.push('SLACK_APP_TOKEN (Socket Mode) / SLACK_SIGNING_SECRET (HTTP)');
  return missing.length > 0 ? missing.join(', ') : undefined;
}

function apiUrl(found: Variables): string | undefined {
  return found.SLACK_API_URL?.replace(/\/*$/, '/');
}

function incomplete(missing: string): OpsError {
  return new OpsError('env-incomplete', {
    en: `Reading the environment: not enough is set to reach Slack. Missing: ${missing}. Set it (.env.example explains every variable), or unset all of SLACK_* and DATA_DIR to try the sandbox.`,
    zh: `读取环境变量：不足以连接 Slack，缺少 ${missing}。请补上（.env.example 说明了每个变量），或清除所有 SLACK_* 和 DATA_DIR 以试用沙箱。`,
  });
}

function malformed(error: z.ZodError): OpsError {
  const found = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return new OpsError('env-invalid', {
    en: `Reading the environment: ${found}. Correct it; .env.example explains every variable.`,
    zh: `读取环境变量：${found}。请改正；.env.example 说明了每个变量。`,
  });
}
