import { ios as rules } from './commands/ios.ts';
import type { Manners, Session } from './types.ts';
import { hashed } from './vrp.ts';

/** `name(config-if)#`: the kind of the view, shortened. */
function modeOf({ typed }: Session): string {
  const words = typed.path().at(-1)?.split(' ')[0];
  return words === undefined ? 'config' : `config-${words.slice(0, 6)}`;
}

function listing(blocks: readonly (readonly string[])[]): string {
  const body = `${blocks.map((block) => block.join('\n')).join('\n!\n')}\n!\nend\n`;
  return `Building configuration...\n\nCurrent configuration : ${body.length} bytes\n!\nversion 15.2\n!\n${body}`;
}

const inside = (session: Session) => {
  session.inside = true;
  session.typed.top();
};

/** Cisco IOS; it has a timer for changes where its archive has a path. */
export const ios: Manners = {
  rules,
  name: /^hostname (\S+)$/m,
  unnamed: 'Switch',
  more: ' --More-- ',
  greeting: 'Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E2, RELEASE SOFTWARE (fc3)\n',
  prompt: (name, session) => (session.inside ? `${name}(${modeOf(session)})#` : `${name}#`),
  listing,
  error: (why) =>
    why.startsWith('unrecognized') ? "            ^\n% Invalid input detected at '^' marker.\n\n" : `% ${why}\n`,
  ciphered: (line) =>
    line.replace(/^(username \S+ secret) (?!\d )(\S+)$/, (_, words, plain) => `${words} 9 ${hashed(plain)}`),
  text: (first) => {
    const mark = /^banner \S+ (\S)/.exec(first)?.[1];
    if (mark === undefined) return undefined;
    const at = first.indexOf(mark, 'banner '.length);
    return {
      isEnd: (line) => (line === first ? line.slice(at + 1) : line).includes(mark),
      kept: (text) => text.replaceAll(mark, '^C'),
    };
  },
  outside: [
    [/^terminal (?:length 0|width \d+)$/, (_match, _session, terminal) => terminal.setPaging(false)],
    [
      /^show running-config$/,
      (_match, _session, terminal, machine) => terminal.show(listing(machine.running.blocks())),
    ],
    [
      /^show startup-config$/,
      (_match, _session, terminal, machine) => {
        const saved = machine.copy();
        saved.restore(machine.startup);
        const text = listing(saved.blocks());
        return terminal.show(text.replace(/^[\s\S]*?bytes\n/, `Using ${text.length} out of 65536 bytes\n`));
      },
    ],
    [
      /^write memory$/,
      async (_match, _session, terminal, machine) => {
        await terminal.write('Building configuration...\n');
        if (machine.trouble.failsSave) return terminal.write('% Error writing nvram: no space left\n');
        machine.startup = machine.running.snapshot();
        await terminal.write('[OK]\n');
      },
    ],
    [
      /^configure terminal$/,
      (_match, session, terminal, machine) => {
        if (machine.trouble.locked) return terminal.write('Configuration mode is locked by process 3 user ops.\n');
        inside(session);
        return terminal.write('Enter configuration commands, one per line.  End with CNTL/Z.\n');
      },
    ],
    [
      /^configure terminal revert timer (\d+)$/,
      async ([, minutes], session, terminal, machine) => {
        if (machine.trouble.locked) return terminal.write('Configuration mode is locked by process 3 user ops.\n');
        if (machine.trouble.refusesUndo) return terminal.write('% Error: the archive cannot be written\n');
        const before = machine.running.snapshot();
        machine.arm(Number(minutes), () => machine.running.restore(before));
        await terminal.write('Rollback Confirmed Change: Backing up current running config to flash:archive-1\n\n');
        inside(session);
        await terminal.write('Enter configuration commands, one per line.  End with CNTL/Z.\n');
      },
    ],
    [
      /^configure confirm$/,
      (_match, _session, terminal, machine) => {
        if (!machine.pending) return terminal.write('%No Rollback Confirmed Change pending\n');
        machine.pending.stop();
      },
    ],
    [
      /^configure revert now$/,
      (_match, _session, terminal, machine) => {
        const { pending } = machine;
        if (!pending) return terminal.write('%No Rollback Confirmed Change pending\n');
        pending.stop();
        pending.back();
        return terminal.write('Rollback Confirmed Change: rolling to: flash:archive-1\n');
      },
    ],
    [
      /^reload in (\d+)$/,
      async ([, minutes], _session, terminal, machine) => {
        if (machine.trouble.refusesUndo) return terminal.write('% Error: a reload is under way\n');
        await terminal.write(`Reload scheduled in ${minutes} minutes by ops on vty0\n`);
        const sure = await terminal.ask('Proceed with reload? [confirm]');
        if (sure === '') machine.arm(Number(minutes), machine.reload);
      },
    ],
    [
      /^reload cancel$/,
      (_match, _session, terminal, machine) => {
        if (!machine.pending) return terminal.write('%No reload is scheduled.\n');
        machine.pending.stop();
        return terminal.write('\n\n***\n*** --- SHUTDOWN ABORTED ---\n***\n\n');
      },
    ],
  ],
  inside: [
    [
      /^end$/,
      (_match, session) => {
        session.typed.top();
        session.inside = false;
      },
    ],
  ],
};
