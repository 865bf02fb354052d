import type { Ending, HostProgress, Run } from '../runs/types.ts';
import { counted, type Text } from '../text.ts';
import { touched as wasTouched } from './touched.ts';

/** All batches went through; some hosts may have failed within the limit. */
export function finished(run: Run): Ending {
  if (Object.values(run.hosts).some((host) => host.state === 'undo-failed')) return undone(run);
  const { done, all } = count(run);
  if (done === all) return { state: 'succeeded' };
  const why = {
    en: `${done} of ${all} hosts run the target; the others failed and ${back(run).en}`,
    zh: `${all} 台主机中 ${done} 台已运行目标版本；其余失败，${back(run).zh}`,
  };
  return { state: done > 0 ? 'partly-succeeded' : 'failed', why };
}

/** It failed, and nothing is brought back: nothing was touched, or the settings say to stop. */
export function stopped(run: Run, why: Text): Ending {
  const { done, touched } = count(run);
  const rest = touched
    ? {
        en: `Stopped: ${counted(done, 'host')} ${done === 1 ? 'runs' : 'run'} the target, and what failed was left as it is.`,
        zh: `已停止：${done} 台主机运行目标版本，失败的主机保持原状。`,
      }
    : { en: 'What the hosts run was not changed.', zh: '各主机运行的内容未被更改。' };
  return { state: 'failed', why: { en: `${why.en}\n${rest.en}`, zh: `${why.zh}\n${rest.zh}` } };
}

/** The touched hosts were brought back, or some could not be. */
export function undone(run: Run): Ending {
  const stuck = Object.entries(run.hosts).filter(([, host]) => host.state === 'undo-failed');
  if (stuck.length === 0) return { state: run.cancel ? 'cancelled' : 'undone', why: run.why };
  const details = stuck.map(([, host]) => host.error?.text);
  return {
    state: 'undo-failed',
    why: {
      en: `These hosts could not be brought back: ${stuck.map(([name]) => name).join(', ')}.\n${details.map((text) => text?.en).join('\n')}`,
      zh: `以下主机未能撤销：${stuck.map(([name]) => name).join('、')}。\n${details.map((text) => text?.zh).join('\n')}`,
    },
  };
}

/** Cancelled without undo: says what each host is left with. */
export function cancelled(run: Run): Ending {
  const { done, all, touched } = count(run);
  return {
    state: 'cancelled',
    why: touched
      ? {
          en: `Left as it is: ${done} of ${all} hosts run the target.`,
          zh: `保持现状：${all} 台主机中 ${done} 台运行目标版本。`,
        }
      : { en: 'What the hosts run was not changed.', zh: '各主机运行的内容未被更改。' },
  };
}

function count(run: Run) {
  const hosts = Object.values(run.hosts);
  const is = (...states: HostProgress['state'][]) => hosts.filter((host) => states.includes(host.state)).length;
  const touched = Object.keys(run.hosts).some((name) => wasTouched(run, name));
  return { all: hosts.length, done: is('done'), touched };
}

function back(run: Run): Text {
  const stuck = Object.values(run.hosts).some((host) => host.state === 'failed');
  return stuck ? { en: 'need a look', zh: '需要检查' } : { en: 'were brought back', zh: '已撤销' };
}
