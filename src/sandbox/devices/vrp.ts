import { createHash } from 'node:crypto';
import { isYes } from './answers.ts';
import { vrp as rules } from './commands/vrp.ts';
import type { Machine, Manners, Session, Terminal } from './types.ts';

/** In views, `[name-Vlanif10]`: the words of the header, shortened. */
export const bracketed = (name: string, { typed }: Session, mark = ''): string => {
  const header = typed
    .path()
    .at(-1)
    ?.replace(/^interface /, '')
    .replaceAll(' ', '-');
  return `[${mark}${name}${header === undefined ? '' : `-${header}`}]`;
};

/** `$1a$…$`, as passwords are kept. */
export const hashed = (words: string): string =>
  `$1a$${createHash('sha256').update(words).digest('hex').slice(0, 24)}$`;

export const display: Manners['outside'] = [
  [
    /^display current-configuration$/,
    (_match, _session, terminal, machine) => terminal.show(listing(machine.running.blocks())),
  ],
  [
    /^display saved-configuration$/,
    (_match, _session, terminal, machine) => {
      const saved = machine.copy();
      saved.restore(machine.startup);
      return terminal.show(listing(saved.blocks()));
    },
  ],
  [/^(?:screen-length 0 temporary|screen-length disable)$/, (_match, _session, terminal) => terminal.setPaging(false)],
  [/^undo terminal monitor$/, () => {}],
];

function listing(blocks: readonly (readonly string[])[]): string {
  return `#\n${blocks.map((block) => block.join('\n')).join('\n#\n')}\n#\nreturn\n`;
}

/** The scheduled reboot of VRP 5 and Comware 5. */
const schedule: Manners['outside'] = [
  [
    /^schedule reboot delay (\d+)$/,
    async ([, minutes], _session, terminal, machine) => {
      if (machine.trouble.refusesUndo) return terminal.write('Error: The system is busy.\n');
      const saving = await terminal.ask(
        'Warning: The current configuration will be saved to the next startup saved-configuration file. Continue? [Y/N]:',
      );
      if (isYes(saving)) machine.startup = machine.running.snapshot();
      const sure = await terminal.ask(
        `Info: Reboot system at 22:00:00 2026/01/01 UTC+08:00 (in 0 hours and ${minutes} minutes)\nconfirm?[Y/N]:`,
      );
      if (isYes(sure)) machine.arm(Number(minutes), machine.reload);
    },
  ],
  [
    /^undo schedule reboot$/,
    (_match, _session, terminal, machine) => {
      if (!machine.pending) return terminal.write('Info: There is no schedule of reboot.\n');
      machine.pending.stop();
    },
  ],
];

const common: Omit<Manners, 'greeting' | 'prompt' | 'outside' | 'inside'> = {
  rules,
  name: /^sysname (\S+)$/m,
  unnamed: 'HUAWEI',
  more: '  ---- More ----',
  listing,
  error: (why) => `Error: ${why}\n`,
  ciphered: (line) =>
    line.replace(
      /^(local-user \S+ password) (?:irreversible-)?cipher (?!\$1a\$)(\S+)$/,
      (_, words, plain) => `${words} irreversible-cipher ${hashed(plain)}`,
    ),
};

const save: Manners['outside'] = [
  [
    /^save$/,
    async (_match, _session, terminal, machine) => {
      const sure = await terminal.ask(
        'The current configuration will be written to the device.\nAre you sure to continue?[Y/N]',
      );
      if (!isYes(sure)) return;
      await terminal.write('Now saving the current configuration to the slot 0.\n');
      if (machine.trouble.failsSave) return terminal.write('Error: Failed to write the file: no space left.\n');
      machine.startup = machine.running.snapshot();
      await terminal.write('Save the configuration successfully.\n');
    },
  ],
];

const enter: Manners['outside'][number] = [
  /^system-view$/,
  (_match, session, terminal, machine) => {
    if (machine.trouble.locked) return terminal.write('Error: The system is being configured by another user.\n');
    session.inside = true;
    session.typed.top();
    return terminal.write('Enter system view, return user view with Ctrl+Z.\n');
  },
];

const leave = (session: Session) => {
  session.typed.top();
  session.inside = false;
};

/** S series switches with VRP 5: a line counts as soon as it is typed. */
export const vrp5: Manners = {
  ...common,
  greeting: 'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 5.170 (S5735 V200R021C00)\n',
  prompt: (name, session) => (session.inside ? bracketed(name, session) : `<${name}>`),
  outside: [...display, ...schedule, ...save, enter],
  inside: [[/^return$/, (_match, session) => leave(session)]],
};

/** CloudEngine switches and NetEngine routers with VRP 8: lines count once they are committed. */
export const vrp8: Manners = {
  ...common,
  greeting: 'Huawei Versatile Routing Platform Software\nVRP (R) software, Version 8.180 (CE6800 V200R005C10)\n',
  prompt: (name, session) => (session.inside ? bracketed(name, session, session.dirty ? '*' : '~') : `<${name}>`),
  outside: [
    ...display,
    ...save,
    [
      /^system-view$/,
      (match, session, terminal, machine) => {
        session.typed = machine.copy();
        session.dirty = false;
        return enter[1](match, session, terminal, machine);
      },
    ],
  ],
  inside: [
    [/^commit$/, (_match, session, terminal, machine) => commit(session, terminal, machine)],
    [/^commit trial (\d+) persist (\S+)$/, trial],
    [
      /^commit persist (\S+)$/,
      (_match, _session, terminal, machine) => {
        if (machine.pending?.id !== _match[1])
          return terminal.write('Error: The trial configuration does not exist.\n');
        machine.pending?.stop();
        return terminal.write('Committing....done.\n');
      },
    ],
    [
      /^abort trial persist (\S+)$/,
      async ([, id], session, terminal, machine) => {
        const { pending } = machine;
        if (!pending || pending.id !== id) return terminal.write('Error: The trial configuration does not exist.\n');
        const sure = await terminal.ask('Warning: The trial configuration will be rolled back. Continue? [Y/N]:');
        if (!isYes(sure)) return;
        pending.stop();
        pending.back();
        session.typed.restore(machine.running.snapshot());
      },
    ],
    [
      /^clear configuration candidate$/,
      (_match, session, _terminal, machine) => {
        session.typed.restore(machine.running.snapshot());
        session.dirty = false;
      },
    ],
    [
      /^return$/,
      async (_match, session, terminal, machine) => {
        if (session.dirty) {
          const sure = await terminal.ask(
            'Warning: Uncommitted configurations found. Are you sure to commit them before exiting? [Y(yes)/N(no)/C(cancel)]:',
          );
          if (/^c/i.test(sure)) return;
          if (isYes(sure)) await commit(session, terminal, machine);
        }
        session.dirty = false;
        leave(session);
      },
    ],
  ],
};

function commit(session: Session, terminal: Terminal, machine: Machine): Promise<void> {
  machine.running.restore(session.typed.snapshot());
  session.dirty = false;
  return terminal.write('Committing....done.\n');
}

async function trial(
  [, seconds, id]: RegExpExecArray,
  session: Session,
  terminal: Terminal,
  machine: Machine,
): Promise<void> {
  if (machine.trouble.refusesUndo) return terminal.write('Error: Another trial is being run.\n');
  const before = machine.running.snapshot();
  machine.arm(Number(seconds) / 60, () => machine.running.restore(before), id);
  await commit(session, terminal, machine);
  await terminal.write(
    `Info: The system enters the trial configuration mode. The system will revert to previous configuration if the trial configuration is not confirmed in ${seconds} seconds.\n`,
  );
}
