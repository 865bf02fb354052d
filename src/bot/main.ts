import { explain } from '../core/errors.ts';
import { systemClock } from '../core/io/clock.ts';
import { readerLanguage } from '../handlers/language.ts';
import { loadRegistry } from '../handlers/registry.ts';
import type { Sandbox } from '../sandbox/start.ts';
import { type Env, readEnv } from './env.ts';
import { createLog, type Log } from './log.ts';
import { type RunningBot, startBot, type WorkspaceEnv } from './start.ts';

/** Stopping takes at most 30 s; what hangs then is left to recovery. */
const lastMoment = 29_000;

await main();

async function main(): Promise<void> {
  try {
    const env = readEnv(process.env);
    if (env.mode === 'sandbox') await runSandbox(env);
    else await runBot(env);
  } catch (error) {
    const text = explain(error);
    console.error(`${text.en}\n${text.zh === text.en ? '' : `${text.zh}\n`}`);
    process.exit(1);
  }
}

async function runBot(env: WorkspaceEnv): Promise<void> {
  const log = createLog({ level: env.logLevel, secrets: secretsOf(env) });
  const bot = await startBot({ env, variables: process.env, clock: systemClock(), log });
  log.info({ mode: env.mode, dataDir: env.dataDir }, 'ChangeOps is ready');
  stopOnSignals(log, () => bot.stop());
}

/** The bot in a workspace of its own on this machine, with hosts to change. */
async function runSandbox(env: Env & { mode: 'sandbox' }): Promise<void> {
  const { startSandbox } = await import('../sandbox/start.ts');
  const commands = [...(await loadRegistry()).commands.keys()].map((name) => `/${env.prefix}${name}`);
  const sandbox = await startSandbox({ dataDir: env.dataDir, language: languageHere(), slack: { commands } });
  let bot: RunningBot;
  let address: string | undefined;
  try {
    const inside = readEnv({ ...process.env, ...sandbox.env }) as WorkspaceEnv;
    const log = createLog({ level: process.env.LOG_LEVEL ? env.logLevel : 'warn', secrets: secretsOf(inside) });
    bot = await startBot({ env: inside, variables: { ...process.env, ...sandbox.env }, clock: systemClock(), log });
    stopOnSignals(log, async () => {
      const all = await bot.stop();
      await sandbox.stop();
      return all;
    });
    address = await openPage(sandbox, bot, env.port);
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  console.log(
    welcome(address, [...sandbox.hosts, ...sandbox.devices].map(({ name, port }) => `${name}:${port}`).join(', ')),
  );
}

/** What this machine is set to, by LANG or as its desktop says. */
function languageHere() {
  return readerLanguage(Intl.DateTimeFormat().resolvedOptions().locale);
}

/** Shows the workspace in a browser; its address, or undefined where the page could not be built. */
async function openPage(sandbox: Sandbox, bot: RunningBot, port: number | undefined): Promise<string | undefined> {
  const { pageSide } = await import('./page-side.ts');
  const { openBrowser } = await import('../sandbox/web/browser.ts');
  try {
    const address = await sandbox.openPage(pageSide(bot.deps), { port, taken: portTaken });
    openBrowser(address, process.env);
    return address;
  } catch (error) {
    const { en, zh } = explain(error);
    console.warn(`${en}\n${zh}`);
    return undefined;
  }
}

function portTaken(port: number): void {
  console.warn(`Port ${port} is in use, so the page is at another one · 端口 ${port} 已被占用，网页改用其他端口`);
}

function welcome(address: string | undefined, hosts: string): string {
  return `ChangeOps sandbox is ready · 沙箱已就绪
  ${address ? `Open · 打开  ${address}` : 'no page · 没有网页'}
  hosts ${hosts}
  In another terminal · 在另一个终端中:
    npm run say -- --as engineer "/deploy hello@1.0.0 staging"
    npm run say -- --as approver --click 1 --wait
    npm run say -- --as engineer "/generate huawei-vrp-access-switch core-1 --push"
    npm run say -- --as engineer "/ops help"
  Ctrl-C stops everything · 按 Ctrl-C 停止`;
}

function secretsOf(env: WorkspaceEnv) {
  return [env.botToken, env.mode === 'http' ? env.signingSecret : env.appToken];
}

/** The first signal stops gracefully, a second one at once. */
function stopOnSignals(log: Log, stop: () => Promise<boolean>): void {
  let stopping = false;
  const onSignal = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'a signal to stop');
    setTimeout(() => process.exit(1), lastMoment).unref();
    stop().then(
      (all) => process.exit(all ? 0 : 1),
      (error) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
