import type { Configure, DeviceUndo } from '../define.ts';
import { asksLikeVrp } from '../huawei-vrp/configure.ts';

/**
 * Comware 7: the settings made since then are removed unless they are committed in time. The timer can be set anew, the
 * point it goes back to stays (H3C fundamentals configuration guide: configuration commit delay).
 */
const commitDelay: DeviceUndo = {
  kind: 'timer',
  minutes: 10,
  when: { command: 'display version', shows: /\bVersion 7\.\d/ },
  arm: { at: 'first', command: 'configuration commit delay 10' },
  confirm: ['system-view', 'configuration commit', 'return'],
  nothing: /\b(?:no|not)\b[^\n]{0,80}\bcommit/i,
  questions: [],
};

/** Comware 5 can only start again with what it has saved (H3C and HPE command references: schedule reboot delay). */
const reboot: DeviceUndo = {
  kind: 'reload',
  minutes: 10,
  when: { command: 'display version', shows: /\bVersion 5\.\d/ },
  arm: { at: 'outside', command: 'schedule reboot delay 10', says: /reboot system at/i },
  confirm: ['undo schedule reboot'],
  nothing: /\b(?:no|not)\b[^\n]{0,60}\bschedule/i,
  questions: [[/reboot system at[^\n]{0,120}confirm\s?\?\s?\[Y\/N\]\s*:?\s*$/i, 'y']],
};

/** How H3C's devices are configured, after H3C's fundamentals guides and command references. */
export const configureComware: Configure = {
  prompt: /^\[(?!Y(?:es)?\s?\/)[^[\]\n]{1,246}\]\s*$/i,
  enter: 'system-view',
  leave: 'return',
  questions: [],
  asks: asksLikeVrp,
  errors: [
    /^\s*%\s?(?:Unrecognized|Incomplete|Ambiguous|Wrong|Too many|Unknown)\b/i,
    /^\s*\^\s*$/,
    /^\s*(?:Error\s?:|Permission denied|Invalid|Failed\b|Cannot\b|Can't\b|Please (?:delete|remove|cancel|undo)\b)/i,
    /\b(?:does not exist|doesn't exist|already exists|is not supported|failed)\b[^\n]{0,80}$/i,
  ],
  // Its log, where it comes between: `%Jan  1 00:00:00:000 2026 name SHELL/6/SHELL_CMD: …`.
  harmless: [/^\s*%[A-Z][a-z]{2}\s+\d/],
  startup: 'display saved-configuration',
  save: { command: 'save force', questions: [], saved: /\bsuccessfully\b|\bsaved the current configuration\b/i },
  undo: [commitDelay, reboot],
};
