import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import { type Deliveries, namesOf } from './dedupe.ts';
import type { Log } from './log.ts';

/**
 * What every delivery passes first: it is acknowledged, also when it comes again, and only the first of its kind goes
 * on. An acknowledgement that fails does not lose the work. A submission is left to its listener: its acknowledgement
 * says what becomes of the modal.
 */
export function acknowledged(deliveries: Deliveries, log: Log): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    if ('type' in args.body && args.body.type === 'view_submission') return args.next();
    if ('ack' in args && typeof args.ack === 'function') {
      await Reflect.apply(args.ack, undefined, []).catch((error: unknown) => {
        log.warn({ err: error }, 'an acknowledgement failed');
      });
    }
    if (!deliveries.first(namesOf({ ...args.body }, args.context.envelope))) {
      log.info({ envelope: args.context.envelope }, 'a delivery came again');
      return;
    }
    await args.next();
  };
}
