import { explain, OpsError } from '../errors.ts';
import { type Clock, systemClock } from '../io/clock.ts';
import { createKillable } from '../io/killable.ts';
import type { Breaks } from './data/breaks.ts';
import { createFairly } from './fairly.ts';
import type { Rendered } from './render.ts';
import type { Template } from './template.ts';
import type { Json } from './types.ts';

/** One host's part of a job. */
export interface HostData {
  readonly host: string;
  readonly data: Json;
  /** As of `bind`; without it the data are taken to have no line breaks. */
  readonly breaks?: Breaks;
}

export type Generated = Rendered & { readonly host: string };

/** What the thread is sent: data that shares nothing, so no function and no getter comes along. */
export interface Job {
  readonly template: Template;
  readonly data: readonly Json[];
  /** By where their data are among them; of most hosts there are none. */
  readonly breaks: ReadonlyMap<number, Breaks>;
  /** Where the thread says which of them it is at: one number, shared. */
  readonly at: Int32Array<SharedArrayBuffer>;
}

/** The first so many, as far as the turn went. */
export type Answer = { readonly rendered: readonly Rendered[] } | { readonly failed: string };

export interface GeneratorOptions {
  /** Milliseconds that one config may take; default 10 s, where it usually takes less than one. */
  readonly deadline?: number;
  /** Default 3. One job has at most all but one of them. */
  readonly threads?: number;
  /** Hosts that a thread is sent at once; default 250. */
  readonly turn?: number;
  readonly clock?: Clock;
}

/** What is heard of a job under way: hosts that were rendered so far. */
export interface Generate {
  readonly signal?: AbortSignal;
  readonly heard?: (done: number) => void;
}

/** Renders in threads of its own, which are ended where a template does not come to its end. */
export interface Generator {
  /**
   * One result for each host, in their order; what stands against one host's config is its result and ends no other's.
   * Several jobs take turns, and one whose config hangs leaves a thread to the others. Errors: `template-late`, naming
   * the host; `generation-too-large`; `template-failed` where the thread ended, as for want of memory; the signal's reason.
   */
  generate(template: Template, hosts: readonly HostData[], options?: Generate): Promise<readonly Generated[]>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Characters of all configs of a job, which are held in memory until they are kept. */
const mostTogether = 128 * 1024 * 1024;

/** A generator with a few threads, started when they are first needed and kept. */
export function createGenerator(options: GeneratorOptions = {}): Generator {
  const { deadline = 10_000, clock = systemClock(), threads: count = 3, turn = 250 } = options;
  const entry = new URL('./render/thread.ts', import.meta.url);
  const threads = Array.from({ length: count }, () => createKillable<Job, Answer>(entry, clock));
  const fairly = createFairly(threads, Math.max(1, count - 1));

  return {
    generate: async (template, hosts, { signal, heard } = {}) => {
      const results: Generated[] = [];
      const left = Array.from({ length: Math.ceil(hosts.length / turn) }, (_, index) => ({
        ...{ from: index * turn, to: Math.min(hosts.length, (index + 1) * turn) },
      }));
      let [done, bytes] = [0, 0];
      await fairly(left, signal, async (thread, part) => {
        const some = hosts.slice(part.from, part.to);
        const rendered = await renderOn(thread, template, some);
        for (const [index, one] of rendered.entries()) {
          results[part.from + index] = { host: some[index]?.host ?? '', ...one };
        }
        done += rendered.length;
        bytes += rendered.reduce((sum, one) => sum + ('text' in one ? one.text.length : 0), 0);
        if (bytes > mostTogether) throw tooMuch(template.name);
        heard?.(done);
        return rendered.length < some.length ? { from: part.from + rendered.length, to: part.to } : undefined;
      });
      return results;
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };

  async function renderOn(thread: (typeof threads)[number], template: Template, some: readonly HostData[]) {
    const at = new Int32Array(new SharedArrayBuffer(4));
    const host = () => some[Atomics.load(at, 0)]?.host ?? '';
    const { name } = template;
    const breaks = new Map(some.flatMap((one, index) => (one.breaks?.size ? [[index, one.breaks] as const] : [])));
    const job: Job = { template, data: some.map(({ data }) => data), breaks, at };
    const answer = await thread
      .run(job, deadline, () => late(name, host(), deadline))
      .catch((error: unknown) => {
        throw error instanceof OpsError ? error : failed(name, host(), error);
      });
    if ('failed' in answer) throw failed(name, host(), new Error(answer.failed));
    return answer.rendered;
  }
}

function tooMuch(name: string): OpsError {
  const most = mostTogether / 1024 / 1024;
  return new OpsError('generation-too-large', {
    en: `Rendering the template ${name}: the configs of all these hosts together have more than ${most} MB. Generate for fewer hosts at a time.`,
    zh: `渲染模板 ${name}：这些主机的配置合计超过 ${most} MB。请分批生成。`,
  });
}

function late(name: string, host: string, ms: number): OpsError {
  return new OpsError('template-late', {
    en: `Rendering the template ${name} for ${host} took longer than ${ms / 1000} s and was stopped. Loops within loops over long lists, or partials that call one another many times, may be the cause.`,
    zh: `为 ${host} 渲染模板 ${name} 超过 ${ms / 1000} 秒，已停止。可能是对长列表的多重嵌套循环，或 partial 反复相互调用所致。`,
  });
}

function failed(name: string, host: string, cause: unknown): OpsError {
  const memory = cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const why = memory ? memoryText : explain(cause);
  return new OpsError(
    'template-failed',
    {
      en: `Rendering the template ${name} failed at ${host}: ${why.en}`,
      zh: `渲染模板 ${name} 在 ${host} 处失败：${why.zh}`,
    },
    { cause },
  );
}

const memoryText = {
  en: 'it needs more memory than there is for it (1 GB). Look for a loop in a loop, or for a list or text that is longer than was meant.',
  zh: '所需内存超出上限（1 GB）。请检查是否嵌套循环，或列表、文本是否比预期的长。',
};
