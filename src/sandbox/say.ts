import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { explain } from '../core/errors.ts';
import { type Language, type Text, wording } from '../core/text.ts';
import { connectSandbox, findSandbox, type SandboxClient } from './client.ts';
import { causeFault } from './say/fault.ts';
import { help } from './say/help.ts';
import { readOptions, type Said } from './say/options.ts';
import { saveFiles } from './say/save.ts';
import { type Known, namesOf, newestCard, news, openModal, remember, type Screen, showMessages } from './say/show.ts';
import { type Card, cardsOf, followRun, isFinal, settled } from './say/wait.ts';
import type { Done } from './slack/people/stage.ts';

/** How long things may keep changing before what came of it is shown all the same; ms. */
const most = 10_000;
/** How long a new run may take to show its card, in ms. */
const patience = 30_000;

const print = (lines: readonly string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** `npm run say`: does one thing in the sandbox and shows what comes of it. Returns the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const said = readOptions(argv);
  if (said.help) {
    print([wording(help, said.language ?? 'en')]);
    return 0;
  }
  const client = connectSandbox(await findSandbox(said.data));
  const screen = { names: await namesOf(client), language: said.language ?? (await languageOf(client, said.as)) };
  const before = said.show ? new Map() : remember(await client.messages({ as: said.as }), await topModal(client, said));
  const runsBefore = new Set(cardsOf(await client.messages()).map(({ run }) => run));
  const done = await perform(client, said);
  if (!done.ok) print([...refusals(done, screen)]);
  await settled(client, said.pause, said.show ? 0 : most);
  let known = await show(client, said, before, screen);
  if (!said.wait) return done.ok ? 0 : 1;
  const ended = await followRun(client, {
    wanted: (card) => said.text === undefined || !runsBefore.has(card.run),
    timeout: said.timeout,
    patience: said.text === undefined ? 0 : patience,
    onState: async (card) => {
      if (!isFinal(card.state)) known = await show(client, said, known, screen);
    },
  });
  await settled(client, said.pause, most);
  await show(client, said, known, screen);
  return conclude(ended, screen);
}

async function perform(
  client: SandboxClient,
  said: Said,
): Promise<Done & { errors?: Readonly<Record<string, string>> }> {
  const { as, in: channel, thread, modal } = said;
  if (said.fault !== undefined) await causeFault(client, said.fault);
  const [file, ...more] = await Promise.all(said.upload.map(dropped));
  if (file) return client.upload({ as, in: channel, ...file, text: said.text, thread, more });
  if (said.shortcut !== undefined) {
    return client.shortcut({ as, in: channel, callback: said.shortcut, ts: said.on ?? 'newest' });
  }
  if (said.text !== undefined) return client.type({ as, in: channel, text: said.text, thread });
  if (said.click !== undefined) return client.click({ as, in: channel, button: said.click, modal });
  if (said.select !== undefined) return client.select({ as, in: channel, modal, ...said.select });
  if (said.submit) return client.submit({ as, values: said.values });
  if (said.cancel) return client.close({ as });
  return { ok: true };
}

async function dropped(path: string): Promise<{ name: string; content: string }> {
  return { name: basename(path), content: (await readFile(path)).toString('base64') };
}

async function show(client: SandboxClient, said: Said, known: Known, screen: Screen): Promise<Known> {
  const all = await client.messages({ as: said.as, ...(said.show && said.in !== undefined && { in: said.in }) });
  const fresh = news(all, known);
  print(showMessages(fresh, newestCard(all), screen));
  if (said.saveFiles !== undefined) print(await saveFiles(client, fresh, said.saveFiles));
  const modal = await topModal(client, said);
  print(openModal(modal, known, screen));
  return remember(all, modal);
}

async function topModal(client: SandboxClient, { as }: Said) {
  return (await client.views({ as })).at(-1);
}

function refusals(done: Done & { errors?: Readonly<Record<string, string>> }, screen: Screen): string[] {
  if (done.errors) return Object.entries(done.errors).map(([block, words]) => `! ${block}: ${words}`);
  const text: Text = { en: `Slack says: ${done.error}`, zh: `Slack 提示：${done.error}` };
  return [wording(text, screen.language)];
}

function conclude(card: Card | undefined, screen: Screen): number {
  const text: Text = card
    ? { en: `Run ${card.run}: ${card.state}`, zh: `变更执行 ${card.run}：${card.state}` }
    : { en: 'No run ended in this time.', zh: '在这段时间内没有变更执行结束。' };
  print([wording(text, screen.language)]);
  return card?.state === 'succeeded' ? 0 : 1;
}

async function languageOf(client: SandboxClient, as: string): Promise<Language> {
  const person = (await client.people()).find(({ id, name }) => id === as || name === as.replace(/^@/, ''));
  return person?.locale.startsWith('zh') ? 'zh-CN' : 'en';
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const zh = /--lang[= ]zh/.test(process.argv.join(' '));
    process.stderr.write(`${wording(explain(error), zh ? 'zh-CN' : 'en')}\n`);
    process.exitCode = 1;
  },
);
