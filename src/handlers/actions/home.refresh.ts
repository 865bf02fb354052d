import { defineAction } from '../define.ts';

/** Shows the home tab anew, as any click in it does. */
export default defineAction({ click: async () => ({ kind: 'nothing' }) });
