import type { Configure, DeviceUndo } from '../define.ts';

/** What a question looks like on VRP and Comware. */
export const asksLikeVrp =
  /\[\s?Y(?:es)?(?:\([^)\n]{1,5}\))?\s?\/\s?N(?:o)?[^\]\n]{0,30}\]\s*[:：?]?\s*$|\((?:y\/n)\)\s*(?:\[[yn]\])?\s*[:：?]?\s*$|\bpassword\s*:\s*$|\?\s*:?\s*$|\]\s*:\s*$/i;

/** `[name]`, `[name-GigabitEthernet0/0/1]`; `[~name]` and `[*name]` on VRP 8; not `[Y/N]`. */
const prompt = /^\[(?!Y(?:es)?\s?\/)[~*]?[^[\]\n]{1,246}\]\s*$/i;

/**
 * VRP 8 in two stages: what was typed counts once it is committed; a trial with a name outlives its session, is confirmed
 * or ended from another one, and goes back in time (NetEngine 8000 command reference: commit, abort trial; its NETCONF
 * guide: confirmed commit 1.1; the same in the CloudEngine 12800 configuration guide).
 */
const trial: DeviceUndo = {
  kind: 'commit',
  minutes: 10,
  when: { command: 'display version', shows: /\bVersion 8\.\d/ },
  prompt: /^\[[~*]/,
  arm: { at: 'last', command: 'commit trial 600 persist changeops', says: /trial configuration/i },
  confirm: ['system-view', 'commit persist changeops', 'return'],
  abort: ['system-view', 'abort trial persist changeops', 'return'],
  drop: 'clear configuration candidate',
  commit: 'commit',
  nothing:
    /\b(?:no|not)\b[^\n]{0,80}\btrial\b|\btrial\b[^\n]{0,80}\bnot\b|\bpersist[^\n]{0,60}(?:not|incorrect|invalid)/i,
  questions: [[/trial conf[\s\S]{0,200}\[Y[^\]\n]{0,20}\]\s*:?\s*$/i, 'y']],
};

/**
 * VRP 5 has nothing of that: the device is told to start again with what it has saved (S series and Quidway command
 * references: schedule reboot). It asks whether to save what runs, which it has been checked to be, and whether to do it.
 */
const reboot: DeviceUndo = {
  kind: 'reload',
  minutes: 10,
  when: { command: 'display version', shows: /\bVersion 5\.\d/ },
  prompt: /^\[[^~*]/,
  arm: { at: 'outside', command: 'schedule reboot delay 10', says: /reboot system (?:at|for)/i },
  confirm: ['undo schedule reboot'],
  nothing: /\b(?:no|not)\b[^\n]{0,60}\bschedule/i,
  questions: [
    [/will be saved to the next startup saved-configuration file[^\n]{0,80}continue\s?\?\s?\[Y\/N\]\s*:?\s*$/i, 'n'],
    [/reboot system (?:at|for)[^\n]{0,120}\s{0,4}confirm\s?\?\s?\[Y\/N\]\s*:?\s*$/i, 'y'],
  ],
};

/** How Huawei's devices are configured, after the command references of S series, CloudEngine and NetEngine. */
export const configureVrp: Configure = {
  prompt,
  enter: 'system-view',
  leave: 'return',
  questions: [],
  asks: asksLikeVrp,
  errors: [/^\s*Error\s?:/i, /^\s*\^\s*$/, /^\s*(?:Unrecognized|Incomplete|Ambiguous|Wrong|Too many)\b/i],
  harmless: [],
  startup: 'display saved-configuration',
  save: {
    command: 'save',
    questions: [
      [/will be written to[\s\S]{0,120}(?:continue|sure)[^\n]{0,30}\[Y\/N\]\s*:?\s*$/i, 'y'],
      [/startup saved-configuration file on peer device\?\s*\[Y\/N\]\s*:?\s*$/i, 'y'],
    ],
    saved: /\bsuccessfully\b/i,
  },
  undo: [trial, reboot],
};
