import { comware as rules } from './commands/comware.ts';
import type { Manners } from './types.ts';
import { bracketed, display, hashed, vrp5 } from './vrp.ts';

/** H3C switches with Comware 7: settings are removed again unless they are committed in time. */
export const comware7: Manners = {
  ...vrp5,
  rules,
  unnamed: 'H3C',
  greeting: 'H3C Comware Software, Version 7.1.070, Release 6635\n',
  prompt: (name, session) => (session.inside ? bracketed(name, session) : `<${name}>`),
  error: (why) => `% ${why.startsWith('unrecognized') ? 'Unrecognized command' : `Failed: ${why}`}\n`,
  ciphered: (line) => line.replace(/^password simple (\S+)$/, (_, plain) => `password hash ${hashed(plain)}`),
  outside: [
    ...display,
    [
      /^save force$/,
      async (_match, _session, terminal, machine) => {
        await terminal.write('Validating file. Please wait...\n');
        if (machine.trouble.failsSave) return terminal.write('Failed to save the configuration: no space left.\n');
        machine.startup = machine.running.snapshot();
        await terminal.write('Saved the current configuration to mainboard device successfully.\n');
      },
    ],
    [
      /^system-view$/,
      (_match, session, terminal, machine) => {
        if (machine.trouble.locked) return terminal.write('The configuration is locked by another user.\n');
        session.inside = true;
        session.typed.top();
        return terminal.write('System View: return to User View with Ctrl+Z.\n');
      },
    ],
  ],
  inside: [
    ...vrp5.inside,
    [
      /^configuration commit delay (\d+)$/,
      ([, minutes], _session, terminal, machine) => {
        if (machine.trouble.refusesUndo) return terminal.write("% Unrecognized command found at '^' position.\n");
        const before = machine.running.snapshot();
        machine.arm(Number(minutes), () => machine.running.restore(before));
      },
    ],
    [
      /^configuration commit$/,
      (_match, _session, terminal, machine) => {
        if (!machine.pending) return terminal.write('There is no configuration to commit.\n');
        machine.pending.stop();
      },
    ],
  ],
};
