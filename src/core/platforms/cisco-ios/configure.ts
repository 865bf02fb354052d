import type { Configure, DeviceUndo } from '../define.ts';

/**
 * Goes back to what ran when configuration was entered, unless confirmed; needs a path for the archive (Cisco
 * configuration guide: Configuration Rollback Confirmed Change; command reference: configure confirm, configure revert).
 */
const revertTimer: DeviceUndo = {
  kind: 'timer',
  minutes: 10,
  when: { command: 'show running-config', shows: /^archive\r?\n(?: [^\n]*\n){0,20}? path \S/m },
  arm: {
    at: 'enter',
    command: 'configure terminal revert timer 10',
    says: /Rollback Confirmed Change: Backing up/i,
  },
  confirm: ['configure confirm'],
  abort: ['configure revert now'],
  nothing: /\bNo Rollback Confirmed Change pending\b/i,
  questions: [],
};

/**
 * Starts again with what it has saved (Cisco command reference: reload). Where it asks whether to save what runs, nothing
 * is answered: what runs is checked to be saved before.
 */
const reload: DeviceUndo = {
  kind: 'reload',
  minutes: 10,
  arm: { at: 'outside', command: 'reload in 10', says: /reload scheduled/i },
  confirm: ['reload cancel'],
  nothing: /\bNo reload is scheduled\b/i,
  questions: [[/proceed with reload\? \[confirm\]\s*$/i, '']],
};

/** How Cisco's devices are configured, after the IOS configuration fundamentals command reference. */
export const configureIos: Configure = {
  prompt: /^[^\s<>#]{1,128}\(conf[^()\s]{0,60}\)#\s*$/,
  enter: 'configure terminal',
  leave: 'end',
  questions: [],
  asks: /\[(?:confirm|y(?:es)?\/n(?:o)?)\]\s*:?\s*$|\((?:y(?:es)?\/n(?:o)?)\)[^\n]{0,10}$|\bpassword:\s*$|\?\s*(?:\[[^\]\n]{0,60}\])?\s*:?\s*$/i,
  errors: [/^\s*%/, /^\s*\^\s*$/, /^\s*(?:Error\b|Command (?:rejected|authorization failed))/i],
  harmless: [
    // Its log: `%LINK-3-UPDOWN: …`, and what only tells what happened or warns.
    /^\s*%[A-Z][A-Z0-9_]*-(?:[A-Z0-9_]+-)?\d-[A-Z0-9_]+:/,
    /^\s*%\s?Warning\b/i,
    /^\s*%\s?Interface \S+ .{0,40}(?:disabled|removed)/i,
    /^\s*%\s?(?:Generating|The key modulus|Please wait)/i,
  ],
  startup: 'show startup-config',
  save: { command: 'write memory', questions: [], saved: /\[OK\]/ },
  undo: [revertTimer, reload],
  textMark: { shown: '^C', typed: '#%@~|&$!' },
};
