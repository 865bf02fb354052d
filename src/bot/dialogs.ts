import type { WebClient } from '@slack/web-api';
import { OpsError } from '../core/errors.ts';
import type { Message, Modal } from '../handlers/define.ts';
import type { Origin } from './answer.ts';
import type { Log } from './log.ts';
import { viewOf } from './modals.ts';

/** Modals as answers. */
export interface Dialogs {
  /**
   * Shows a modal: in place of the loading one or of the one that was acted in; with `push` on top of that; else as a
   * new one. Errors: `modal-too-late`.
   */
  show(modal: Modal, origin: Origin, push?: boolean): Promise<unknown>;
  /** Shows a message in place of the loading modal. */
  fill(message: Message, origin: Origin): Promise<unknown>;
  /** Shows a message on top of the modal that was acted in; false where Slack refused. */
  lay(message: Message, origin: Origin): Promise<boolean>;
  /** Opens a modal that says that more is coming; its view id, or undefined where Slack refused. */
  openLoading(modal: Modal, origin: Origin): Promise<string | undefined>;
}

interface Options {
  readonly client: WebClient;
  readonly log: Log;
}

export function createDialogs({ client, log }: Options): Dialogs {
  const closedMeanwhile = (error: unknown) => log.info({ err: error }, 'a modal could not be filled');

  const put = (modal: Modal, origin: Origin): Promise<unknown> => {
    const { trigger, within } = origin;
    if (trigger === undefined) return Promise.reject(tooLate());
    const given = { trigger_id: trigger, view: viewOf(modal, origin) };
    const done = within === undefined ? client.views.open(given) : client.views.push(given);
    return done.catch((cause) => Promise.reject(tooLate(cause)));
  };

  const show: Dialogs['show'] = async (modal, origin, push = false) => {
    const instead = origin.view ?? (push ? undefined : origin.within);
    if (instead === undefined) return put(modal, origin);
    return client.views.update({ view_id: instead, view: viewOf(modal, origin) }).catch(closedMeanwhile);
  };

  return {
    show,
    fill: (message, origin) => show(resultModal(message, origin), origin),
    lay: (message, origin) =>
      put(resultModal(message, origin), origin).then(
        () => true,
        () => false,
      ),
    openLoading: async (modal, origin) => {
      if (origin.trigger === undefined) return undefined;
      try {
        return (await client.views.open({ trigger_id: origin.trigger, view: viewOf(modal, origin) })).view?.id;
      } catch (error) {
        log.warn({ err: error }, 'a loading modal could not be opened');
        return undefined;
      }
    },
  };
}

function resultModal(message: Message, { language }: Origin): Modal {
  const title = language === 'zh-CN' ? '结果' : 'Result';
  const close = language === 'zh-CN' ? '关闭' : 'Close';
  return { action: 'none', title, close, blocks: message.blocks, state: '' };
}

function tooLate(cause?: unknown): OpsError {
  return new OpsError(
    'modal-too-late',
    {
      en: 'Opening the dialog: Slack allows it only within 3 seconds, and the answer took longer. Nothing was changed; click or type it again.',
      zh: '打开对话框：Slack 只允许在 3 秒内打开，而应答超时了。未作任何改动，请再点一次或重新输入。',
    },
    { cause },
  );
}
