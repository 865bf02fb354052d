// Runs in the thread of generator.ts.
import { parentPort } from 'node:worker_threads';
import { memo } from '../../collect/textfsm/memo.ts';
import type { Answer, Job } from '../generator.ts';
import { loadHelpers } from '../helpers.ts';
import { createRender, type Rendered } from '../render.ts';
import type { Source, Template } from '../template.ts';

const helpers = await loadHelpers();

/** Milliseconds after which other jobs have their turn. */
const turn = 200;

/** Templates come with every job; the same one is compiled once. */
const compiled = memo((key: string) => {
  const { partials, ...template } = JSON.parse(key) as Omit<Template, 'partials'> & { partials: [string, Source][] };
  return createRender({ ...template, partials: new Map(partials) }, helpers);
}, 16);

parentPort?.on('message', (job: Job) => parentPort?.postMessage(answer(job)));
parentPort?.postMessage('ready');

function answer({ template, data, breaks, at }: Job): Answer {
  try {
    const render = compiled(JSON.stringify({ ...template, partials: [...template.partials] }));
    const ends = performance.now() + turn;
    const rendered: Rendered[] = [];
    for (const [index, one] of data.entries()) {
      Atomics.store(at, 0, index);
      rendered.push(render(one, breaks.get(index)));
      if (performance.now() > ends) break;
    }
    return { rendered };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
