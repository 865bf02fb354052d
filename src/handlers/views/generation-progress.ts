import { OpsError } from '../../core/errors.ts';
import type { Progress } from '../../core/generate/index.ts';
import type { Language } from '../../core/text.ts';
import type { Message } from '../define.ts';
import { code, type Say, sayer, section, summaryText, told } from './kit.ts';

interface About {
  readonly template: string;
  readonly hosts: number;
  /** Whether it is saved as well. */
  readonly save: boolean;
}

/** How far a generation has come. */
export function generating({ template, hosts }: About, progress: Progress | undefined, language: Language): Message {
  const say = sayer(language);
  const title = say(
    `Generating ${code(template)} for ${count(hosts, say)}…`,
    `正在为 ${count(hosts, say)}生成 ${code(template)}…`,
  );
  return {
    text: summaryText(
      say(`Generating ${template} for ${count(hosts, say)}`, `正在为 ${count(hosts, say)}生成 ${template}`),
    ),
    blocks: [section([title, ...(progress ? [barLine(progress, say)] : [])].join('\n'))],
  };
}

/** Rendering takes a small part of the time that checking does; configs that cannot be rendered are not checked. */
function barLine({ rendered, checked, all }: Progress, say: Say): string {
  const done = rendered < all ? rendered : checked;
  const tenths = all === 0 ? 0 : Math.floor((10 * done) / all);
  const bar = '▓'.repeat(tenths) + '░'.repeat(10 - tenths);
  return rendered < all
    ? say(`${bar} rendered ${rendered} of ${all}`, `${bar} 已渲染 ${rendered}/${all}`)
    : say(`${bar} all rendered, checked ${checked} of ${all}`, `${bar} 已全部渲染，已校验 ${checked}/${all}`);
}

/** What becomes of a generation's message where the bot died in the middle of it. */
export function generationLost({ template, hosts, save }: About, language: Language): Message {
  const say = sayer(language);
  const then = save
    ? say(
        '/config list shows whether it was saved. Generate again.',
        '是否已保存请用 /config list 查看，并重新执行 /generate。',
      )
    : say('Nothing was saved. Generate again.', '未保存任何内容，请重新执行 /generate。');
  const line = say(
    `⚠️ The bot was ended in the middle of generating ${code(template)} for ${count(hosts, say)}. ${then}`,
    `⚠️ 为 ${count(hosts, say)}生成 ${code(template)} 期间机器人异常终止。${then}`,
  );
  return { text: notText(template, say), blocks: [section(line)] };
}

/** A generation that came to nothing, and why. */
export function notGenerated({ template }: About, error: unknown, language: Language): Message {
  const say = sayer(language);
  const inside = {
    en: 'Something went wrong in the bot itself; its log says what.',
    zh: '机器人内部出错，详见其日志。',
  };
  const why = told(error instanceof OpsError ? error.text : inside, language, 2_000);
  const line = say(`⚠️ Not generated: ${code(template)}. ${why}`, `⚠️ 未生成 ${code(template)}：${why}`);
  return { text: notText(template, say), blocks: [section(line)] };
}

function notText(template: string, say: Say): string {
  return summaryText(say(`Not generated: ${template}`, `未生成：${template}`));
}

function count(hosts: number, say: Say): string {
  return say(hosts === 1 ? '1 host' : `${hosts} hosts`, `${hosts} 台主机`);
}
