import { explain, OpsError } from '../errors.ts';
import { type Clock, systemClock } from '../io/clock.ts';
import { createKillable, type Killable } from '../io/killable.ts';
import type { Rendered } from './render.ts';
import type { Template } from './template.ts';
import type { Json } from './types.ts';

/** One host's part of a job. */
export interface HostData {
  readonly host: string;
  readonly data: Json;
}

export type Generated = Rendered & { readonly host: string };

/** What the thread is sent: data that shares nothing, so no function and no getter comes along. */
export interface Job {
  readonly template: Template;
  readonly data: readonly Json[];
}

export type Answer = { readonly rendered: readonly Rendered[] } | { readonly failed: string };

export interface GeneratorOptions {
  /** Milliseconds that a batch of hosts may take; default 20 s, where it usually takes some milliseconds. */
  readonly deadline?: number;
  readonly clock?: Clock;
}

/** Renders in threads of its own, which are ended where a template does not come to its end. */
export interface Generator {
  /**
   * One result for each host, in their order; what stands against one host's config is its result and ends no other's.
   * Errors: `template-late`; `template-failed` where the thread ended, as for want of memory; the signal's reason.
   */
  generate(template: Template, hosts: readonly HostData[], signal?: AbortSignal): Promise<readonly Generated[]>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** So many that sending them costs little each, and so few that an abort is heard soon. */
const batch = 250;

/** A generator with two threads, started when they are first needed and kept: the second one for many hosts only. */
export function createGenerator({ deadline = 20_000, clock = systemClock() }: GeneratorOptions = {}): Generator {
  const entry = new URL('./render/thread.ts', import.meta.url);
  const threads = [createKillable<Job, Answer>(entry, clock), createKillable<Job, Answer>(entry, clock)];
  const render = async (thread: Killable<Job, Answer>, job: Job, signal?: AbortSignal) => {
    const { name } = job.template;
    const answer = await thread
      .run(job, deadline, () => late(name, deadline), signal)
      .catch((error: unknown) => {
        if (signal?.aborted) throw signal.reason;
        throw error instanceof OpsError ? error : failed(name, error);
      });
    if ('failed' in answer) throw failed(name, new Error(answer.failed));
    return answer.rendered;
  };
  return {
    generate: async (template, hosts, signal) => {
      const batches = Array.from({ length: Math.ceil(hosts.length / batch) }, (_, at) =>
        hosts.slice(at * batch, (at + 1) * batch),
      );
      const results: Generated[][] = [];
      const ended = new AbortController();
      const either = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
      const queue = batches.entries();
      const worker = async (thread: Killable<Job, Answer>) => {
        for (const [at, some] of queue) {
          const rendered = await render(thread, { template, data: some.map(({ data }) => data) }, either);
          results[at] = rendered.map((one, index) => ({ host: some[index]?.host ?? '', ...one }));
        }
      };
      try {
        await Promise.all(threads.slice(0, batches.length).map(worker));
      } finally {
        ended.abort();
      }
      return results.flat();
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function late(name: string, ms: number): OpsError {
  return new OpsError('template-late', {
    en: `Rendering the template ${name} took longer than ${ms / 1000} s and was stopped. Loops within loops over long lists may be the cause.`,
    zh: `渲染模板 ${name} 超过 ${ms / 1000} 秒，已停止。可能是对长列表的多重嵌套循环所致。`,
  });
}

function failed(name: string, cause: unknown): OpsError {
  const why = explain(cause);
  return new OpsError(
    'template-failed',
    { en: `Rendering the template ${name} failed: ${why.en}`, zh: `渲染模板 ${name} 失败：${why.zh}` },
    { cause },
  );
}
