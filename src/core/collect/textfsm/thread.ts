// Runs in the thread of deadline.ts.
import { parentPort } from 'node:worker_threads';
import { explain, OpsError } from '../../errors.ts';
import { compileTextFsm } from '../textfsm.ts';
import type { Answer, Job } from './deadline.ts';
import { memo } from './memo.ts';

const compiled = memo(compileTextFsm, 64);

parentPort?.on('message', ({ template, text }: Job) => {
  parentPort?.postMessage(answer(template, text));
});
parentPort?.postMessage('ready');

function answer(template: string, text: string): Answer {
  try {
    const { keys, columns, parse } = compiled(template);
    return { keys, columns, rows: parse(text) };
  } catch (error) {
    return { code: error instanceof OpsError ? error.code : 'textfsm-failed', text: explain(error) };
  }
}
