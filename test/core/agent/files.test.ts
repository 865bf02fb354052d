import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = new URL('../../../src/core/agent/agent.sh', import.meta.url).pathname;
const run = promisify(execFile);
const has = (program: string) => existsSync(`/bin/${program}`) || existsSync(`/usr/bin/${program}`);
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

const shells = [
  { name: 'dash', argv: ['dash'] },
  { name: 'bash --posix', argv: ['bash', '--posix'] },
  { name: 'busybox', argv: ['busybox', 'sh'] },
].filter((shell) => has(shell.argv[0] ?? '') || process.env.CI === 'true');

/** Busybox keeps no more of a file's time. */
const seconds = ({ mtimeMs }: { mtimeMs: number }) => Math.trunc(mtimeMs / 1000);

/** A folder for PATH where `sh` is this shell; with busybox so is everything else that it has. */
function shellsOwn(bin: string, [shell = 'sh', ...flags]: readonly string[]): string {
  mkdirSync(bin);
  if (shell === 'busybox') execFileSync('busybox', ['--install', '-s', bin]);
  else writeFileSync(join(bin, 'sh'), `#!/bin/${shell}\nexec ${[shell, ...flags].join(' ')} "$@"\n`, { mode: 0o755 });
  return bin;
}

interface Sent {
  readonly path: string;
  readonly before: string | null;
  readonly text: string;
  readonly mode?: string;
  readonly target?: string;
}

describe.each(shells)('files of a host under $name', ({ argv }) => {
  let folder = '';
  let root = '';
  let etc = '';
  let seal = '';
  let env: NodeJS.ProcessEnv = {};
  const [program = 'sh', ...flags] = argv;

  const say = async (command: string, ...more: (string | number)[]) => {
    const agent = join(root, '.changeops/agent.sh');
    const { stdout } = await run(program, [...flags, agent, command, root, ...more.map(String)], { env });
    return stdout.trim();
  };
  const step = (name: string, ...call: (string | number)[]) => say('step', 1, 'run-1', name, 20, ...call);
  const look = (...paths: string[]) =>
    execFileSync(program, [...flags, script, 'look', root], {
      input: paths.map((path) => `${path}\n`).join(''),
      env,
      encoding: 'utf8',
    });
  const at = (name: string) => join(etc, name);
  const read = (name: string) => readFileSync(at(name), 'utf8');

  /** What the bot would send: a list, the files by their place in it, and a last entry. */
  const send = (files: readonly Sent[], altered: Readonly<Record<string, string>> = {}) => {
    const lines = files.flatMap(({ path, before, text, mode, target }) => {
      return [path, target ?? path, before === null ? '-' : sha(before), sha(text), mode ?? '-', '-'];
    });
    const list = lines.map((line) => `${line}\n`).join('');
    seal = sha(list);
    const place = mkdtempSync(join(folder, 'send-'));
    mkdirSync(join(place, '.changeops-meta'));
    writeFileSync(join(place, '.changeops-meta/end'), '');
    writeFileSync(join(place, 'list'), list);
    for (const [index, { text }] of files.entries()) writeFileSync(join(place, String(index)), text, { mode: 0o600 });
    for (const [name, text] of Object.entries(altered)) writeFileSync(join(place, name), text);
    const tar = execFileSync('tar', ['-C', place, '-cf', '-', '.']);
    const argv = [join(root, '.changeops/agent.sh'), 'step', root, '1', 'run-1', 'transfer', '20'];
    return execFileSync(program, [...flags, ...argv, 'do_receive', 'run-1', seal], {
      input: tar,
      env,
      encoding: 'utf8',
    }).trim();
  };
  const placeAll = (files: readonly Sent[]) => {
    expect(send(files)).toBe('exit 0');
    return step('switch', 'do_place', 'run-1', seal);
  };

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'files-')));
    [root, etc] = [join(folder, 'root'), join(folder, 'etc')];
    mkdirSync(root);
    mkdirSync(etc);
    env = { ...process.env, PATH: `${shellsOwn(join(folder, 'bin'), argv)}:${process.env.PATH}` };
    execFileSync(program, [...flags, script, 'prepare', root, 'agent.sh'], { input: readFileSync(script), env });
    await say('lease-take', 'bot', 'run-1', 60, 'new');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('looks at every path in one go, changing nothing', () => {
    writeFileSync(at('a b\\n.conf'), 'one\n', { mode: 0o640 });
    chmodSync(at('a b\\n.conf'), 0o640);
    mkdirSync(at('folder'));
    symlinkSync('a b\\n.conf', at('link'));
    symlinkSync('nowhere', at('dangling'));
    execFileSync('mkfifo', [at('fifo')]);
    const said = look(...['a b\\n.conf', 'new.conf', 'link', 'folder', 'dangling', 'fifo', 'none/x'].map(at)).split(
      '\n',
    );
    const { user, group } = {
      user: execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
      group: execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim(),
    };
    const known = `file ${sha('one\n')} 4 640 ${user}:${group} yes `;
    expect(said[0]).toMatch(new RegExp(`^${known}\\d+ `));
    expect(said[0]?.endsWith(` ${at('a b\\n.conf')}`)).toBe(true);
    expect(said[1]).toMatch(/^absent yes \d+ .*new\.conf$/);
    const free = (line = '') => line.replace(/ (yes|no) \d+ /, ' $1 ');
    expect(free(said[2])).toBe(free(said[0]));
    expect(said.slice(3)).toEqual([
      `refused folder ${at('folder')}`,
      'refused dangling nowhere',
      `refused special ${at('fifo')}`,
      `refused no-folder ${at('none')}`,
      'end',
      '',
    ]);
  });

  it('puts a new file in place with 0644, and removes it again', async () => {
    expect(await placeAll([{ path: at('new.conf'), before: null, text: 'new\n' }])).toBe(
      `exit 0\nplaced ${at('new.conf')}`,
    );
    expect(read('new.conf')).toBe('new\n');
    expect(statSync(at('new.conf')).mode & 0o7777).toBe(0o644);
    expect(readdirSync(etc)).toEqual(['new.conf']);
    expect(await step('back', 'do_back', 'run-1')).toMatch(/^exit 0/);
    expect(readdirSync(etc)).toEqual([]);
  });

  it('replaces a file by a rename, keeping its mode, and puts it back exactly as it was', async () => {
    writeFileSync(at('a.conf'), 'old\n');
    chmodSync(at('a.conf'), 0o600);
    linkSync(at('a.conf'), at('kept'));
    const before = lstatSync(at('a.conf'));
    expect(await placeAll([{ path: at('a.conf'), before: 'old\n', text: 'new\n' }])).toMatch(/^exit 0/);
    expect(read('a.conf')).toBe('new\n');
    expect(read('kept')).toBe('old\n');
    expect(lstatSync(at('a.conf'))).toMatchObject({ mode: before.mode, uid: before.uid, gid: before.gid });
    expect(await step('back', 'do_back', 'run-1')).toMatch(/^exit 0/);
    expect(read('a.conf')).toBe('old\n');
    const after = lstatSync(at('a.conf'));
    expect([after.mode, after.uid, seconds(after)]).toEqual([before.mode, before.uid, seconds(before)]);
    expect(readdirSync(etc).toSorted()).toEqual(['a.conf', 'kept']);
  });

  it('gives the mode that is asked for, also over one that cannot be written to', async () => {
    writeFileSync(at('a.conf'), 'old\n', { mode: 0o400 });
    expect(await placeAll([{ path: at('a.conf'), before: 'old\n', text: 'new\n', mode: '0440' }])).toMatch(/^exit 0/);
    expect(statSync(at('a.conf')).mode & 0o7777).toBe(0o440);
  });

  it('replaces the file that a link leads to, and leaves the link', async () => {
    mkdirSync(at('available'));
    writeFileSync(at('available/site'), 'old\n');
    symlinkSync('available/site', at('site'));
    const sent = { path: at('site'), target: at('available/site'), before: 'old\n', text: 'new\n' };
    expect(await placeAll([sent])).toMatch(/^exit 0/);
    expect(lstatSync(at('site')).isSymbolicLink()).toBe(true);
    expect(read('available/site')).toBe('new\n');
  });

  it('does nothing at all where one file is not what it was, and says which', async () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(at(name), `old ${name}\n`);
    const files = ['a', 'b', 'c'].map((name) => ({ path: at(name), before: `old ${name}\n`, text: `new ${name}\n` }));
    expect(send(files)).toBe('exit 0');
    writeFileSync(at('c'), 'by hand\n');
    expect(await step('switch', 'do_place', 'run-1', seal)).toBe(`exit 66\nchanged: ${at('c')}`);
    expect(['a', 'b', 'c'].map(read)).toEqual(['old a\n', 'old b\n', 'by hand\n']);
    expect(await step('back', 'do_back', 'run-1')).toBe('exit 0\nnothing was put in place');
    expect(read('c')).toBe('by hand\n');
  });

  it('does nothing where a file is there that was not', async () => {
    expect(send([{ path: at('new.conf'), before: null, text: 'new\n' }])).toBe('exit 0');
    writeFileSync(at('new.conf'), 'by hand\n');
    expect(await step('switch', 'do_place', 'run-1', seal)).toMatch(/^exit 66/);
    expect(read('new.conf')).toBe('by hand\n');
  });

  it('puts the first two back where the third cannot be put in place', async () => {
    for (const name of ['a', 'b']) writeFileSync(at(name), `old ${name}\n`);
    // A rename that fails when two are done, as where the file was made immutable meanwhile.
    const files = ['a', 'b'].map((name) => ({ path: at(name), before: `old ${name}\n`, text: `new ${name}\n` }));
    expect(send([...files, { path: at('d'), before: null, text: 'new d\n' }])).toBe('exit 0');
    const agent = join(root, '.changeops/agent.sh');
    const failing = readFileSync(agent, 'utf8').replace(
      'mv -f -T "./${beside##*/}" "./${target##*/}"',
      '{ [ "$index" -lt 2 ] && mv -f -T "./${beside##*/}" "./${target##*/}"; }',
    );
    writeFileSync(agent, failing);
    expect(await step('switch', 'do_place', 'run-1', seal)).toMatch(/^exit 1\n(.*\n)*put back .*a\nput back .*b$/);
    expect(['a', 'b'].map(read)).toEqual(['old a\n', 'old b\n']);
    expect(readdirSync(etc).toSorted()).toEqual(['a', 'b']);
    expect(await step('back', 'do_back', 'run-1')).toBe('exit 0\nnothing was put in place');
  });

  it('leaves alone what somebody changed after it was put in place, and puts the others back', async () => {
    for (const name of ['a', 'b']) writeFileSync(at(name), `old ${name}\n`);
    const files = ['a', 'b'].map((name) => ({ path: at(name), before: `old ${name}\n`, text: `new ${name}\n` }));
    expect(await placeAll(files)).toMatch(/^exit 0/);
    writeFileSync(at('a'), 'by hand\n');
    expect(await step('back', 'do_back', 'run-1')).toMatch(
      /^exit 66\nchanged: .*a is no longer what this run put there/,
    );
    expect(['a', 'b'].map(read)).toEqual(['by hand\n', 'old b\n']);
  });

  it('puts back what was placed when it was cut off between two files', async () => {
    for (const name of ['a', 'b']) writeFileSync(at(name), `old ${name}\n`);
    const files = ['a', 'b'].map((name) => ({ path: at(name), before: `old ${name}\n`, text: `new ${name}\n` }));
    expect(send(files)).toBe('exit 0');
    const agent = join(root, '.changeops/agent.sh');
    const text = readFileSync(agent, 'utf8');
    writeFileSync(
      agent,
      text.replace('place_one() {', () => 'place_one() {\n  [ "$index" -lt 1 ] || kill -9 -$$'),
    );
    expect(await step('switch', 'do_place', 'run-1', seal)).toMatch(/^exit (dead|137)/);
    writeFileSync(agent, text);
    expect(['a', 'b'].map(read)).toEqual(['new a\n', 'old b\n']);
    expect(await step('back', 'do_back', 'run-1')).toBe(`exit 0\nput back ${at('a')}`);
    expect(['a', 'b'].map(read)).toEqual(['old a\n', 'old b\n']);
    expect(readdirSync(etc).toSorted()).toEqual(['a', 'b']);
  });

  it.each(['new_one() {', 'old_one() {'])('goes on where it was cut off in %s', async (place) => {
    writeFileSync(at('a'), 'old\n');
    const sent = [{ path: at('a'), before: 'old\n', text: 'new\n' }];
    const agent = join(root, '.changeops/agent.sh');
    const text = readFileSync(agent, 'utf8');
    if (place.startsWith('old')) expect(await placeAll(sent)).toMatch(/^exit 0/);
    else expect(send(sent)).toBe('exit 0');
    writeFileSync(
      agent,
      text.replace(place, () => `${place}\n  touch ./new; kill -9 -$$; `),
    );
    const call = place.startsWith('old') ? ['do_back', 'run-1'] : ['do_place', 'run-1', seal];
    expect(await step('cut', ...call)).toMatch(/^exit (dead|137)/);
    expect(readdirSync(etc)).toEqual(['.changeops-stage-run-1', 'a']);
    writeFileSync(agent, text);
    expect(await step('back', 'do_back', 'run-1')).toMatch(/^exit 0/);
    expect([readdirSync(etc), read('a')]).toEqual([['a'], 'old\n']);
  });

  it('never puts back a former file that was altered', async () => {
    writeFileSync(at('a'), 'old\n');
    expect(await placeAll([{ path: at('a'), before: 'old\n', text: 'new\n' }])).toMatch(/^exit 0/);
    writeFileSync(join(root, '.changeops/former/run-1/0'), 'altered\n');
    expect(await step('back', 'do_back', 'run-1')).toMatch(/^exit 65\nthe former .*a is gone or was altered/);
    expect(read('a')).toBe('new\n');
  });

  it('takes nothing that did not arrive as it was sent', () => {
    const files = [{ path: at('a'), before: null, text: 'new\n' }];
    expect(send(files, { 0: 'other\n' })).toBe(`exit 65\n${at('a')} arrived altered`);
  });

  it('keeps what was sent and what was there for its owner alone', async () => {
    writeFileSync(at('a'), 'old\n', { mode: 0o644 });
    expect(await placeAll([{ path: at('a'), before: 'old\n', text: 'new\n' }])).toMatch(/^exit 0/);
    const open = ['incoming/run-1', 'former/run-1'].map(
      (name) => statSync(join(root, '.changeops', name)).mode & 0o077,
    );
    expect(open).toEqual([0, 0]);
    expect(await step('prune', 'do_tidy', 'run-1')).toBe('exit 0');
    expect(readdirSync(join(root, '.changeops/incoming'))).toEqual([]);
    expect(readdirSync(join(root, '.changeops/former'))).toEqual(['run-1']);
  });

  it('tries a copy beside, and takes it away again', async () => {
    writeFileSync(at('a'), 'old\n');
    expect(send([{ path: at('a'), before: 'old\n', text: 'new\n' }])).toBe('exit 0');
    const line = `cat ${at('.changeops-run-1.a')}; ls -A ${etc}; echo "$CHANGEOPS_HOST $CHANGEOPS_ENV"; exit 3`;
    expect(await step('check', 'do_try', 'run-1', seal, 0, 'web-01', 'prod', line)).toBe(
      'exit 3\nnew\n.changeops-run-1.a\na\nweb-01 prod',
    );
    expect(readdirSync(etc)).toEqual(['a']);
    expect(read('a')).toBe('old\n');
  });

  describe('beside somebody who may write to the folder as well', () => {
    const victim = () => join(folder, 'victim');
    /** A program that does something before or after it does what it always does; `$@` is what it was called with. */
    const altered = (name: string, { before = '', after = '' }) => {
      const { stdout } = spawnSync(program, [...flags, '-c', `command -v ${name}`], { env, encoding: 'utf8' });
      const real = join(folder, `real-${name}`);
      mkdirSync(real);
      symlinkSync(realpathSync(stdout.trim()), join(real, name));
      rmSync(join(folder, 'bin', name), { force: true });
      const text = `#!/bin/sh\n${before}\n${real}/${name} "$@"\ncode=$?\n${after}\nexit $code\n`;
      writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 });
    };
    /** As soon as the way is free, a link lies where a new file is written at first. */
    const linkBeside = (name: string) =>
      altered('rm', { after: `ln -s ${victim()} ${at(`.changeops-run-1.${name}`)} 2>/dev/null` });
    beforeEach(() => writeFileSync(victim(), 'mine\n'));

    it('never writes through a link that is put beside the place of a new file', async () => {
      linkBeside('a');
      await placeAll([{ path: at('a'), before: null, text: 'new\n' }]);
      expect(readFileSync(victim(), 'utf8')).toBe('mine\n');
      expect([read('a'), lstatSync(at('a')).isFile()]).toEqual(['new\n', true]);
    });

    it('never writes through a link that takes the place of the file at the last moment', async () => {
      writeFileSync(at('a'), 'old\n');
      altered('cp', { before: `case "$*" in *list*) ;; *) ln -sfn ${victim()} ${at('a')} ;; esac` });
      expect(await placeAll([{ path: at('a'), before: 'old\n', text: 'new\n' }])).toBe(`exit 66\nchanged: ${at('a')}`);
      expect(readFileSync(victim(), 'utf8')).toBe('mine\n');
      expect(readdirSync(etc)).toEqual(['a']);
    });

    it('never writes through a link when it puts a file back', async () => {
      writeFileSync(at('a'), 'old\n');
      expect(await placeAll([{ path: at('a'), before: 'old\n', text: 'new\n' }])).toMatch(/^exit 0/);
      linkBeside('a');
      expect(await step('back', 'do_back', 'run-1')).toMatch(/^exit 0/);
      expect(readFileSync(victim(), 'utf8')).toBe('mine\n');
      expect([read('a'), lstatSync(at('a')).isFile()]).toEqual(['old\n', true]);
    });

    it('never puts a file where a link leads that takes the place of the folder', async () => {
      mkdirSync(at('conf'));
      mkdirSync(join(folder, 'elsewhere'));
      const swap = `[ -L ${at('conf')} ] || { mv ${at('conf')} ${at('moved')}; ln -s ${folder}/elsewhere ${at('conf')}; }`;
      altered('mkdir', { before: `case "$*" in *stage*) ${swap} ;; esac` });
      expect(await placeAll([{ path: at('conf/a'), before: null, text: 'new\n' }])).not.toMatch(/^exit 0/);
      expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
    });

    it('lets nobody read what is written before it has its mode', async () => {
      writeFileSync(at('a'), 'old\n', { mode: 0o644 });
      const log = join(folder, 'log');
      altered('chmod', { before: `for f; do :; done; [ ! -s "$f" ] || stat -c '%a' "$f" "$(dirname "$f")" >>${log}` });
      expect(await placeAll([{ path: at('a'), before: 'old\n', text: 'secret\n', mode: '0600' }])).toMatch(/^exit 0/);
      const modes = readFileSync(log, 'utf8').trim().split('\n');
      const pairs = modes.flatMap((mode, index) => (index % 2 === 0 ? [[mode, modes[index + 1] ?? '']] : []));
      expect(pairs.at(-1)).toEqual([expect.stringMatching(/00$/), '700']);
      expect(statSync(at('a')).mode & 0o7777).toBe(0o600);
    });

    it('takes away what a run that was cut off has left, and nothing that a link of that name leads to', async () => {
      mkdirSync(at('.changeops-stage-old'));
      writeFileSync(at('.changeops-stage-old/new'), 'left\n');
      mkdirSync(join(folder, 'elsewhere'));
      writeFileSync(join(folder, 'elsewhere/new'), 'mine\n');
      symlinkSync(join(folder, 'elsewhere'), at('.changeops-stage-link'));
      expect(await placeAll([{ path: at('a'), before: null, text: 'new\n' }])).toMatch(/^exit 0/);
      expect(readdirSync(etc)).toEqual(['.changeops-stage-link', 'a']);
      expect(readFileSync(join(folder, 'elsewhere/new'), 'utf8')).toBe('mine\n');
    });
  });

  it('keeps the former files of the last 20 runs', async () => {
    for (let number = 1; number <= 22; number += 1) {
      mkdirSync(join(root, `.changeops/runs/old-${number}/s`), { recursive: true });
      mkdirSync(join(root, `.changeops/former/old-${number}`), { recursive: true });
      writeFileSync(join(root, `.changeops/runs/old-${number}/s/started`), `1 1 boot ${-number} 0\n`);
      writeFileSync(join(root, `.changeops/runs/old-${number}/s/exit`), '0\n');
    }
    writeFileSync(join(root, '.changeops/runs/old-1/s/started'), '1 1 boot 0 0\n');
    expect(await step('prune', 'do_tidy', 'run-1')).toBe('exit 0');
    expect(readdirSync(join(root, '.changeops/former'))).toHaveLength(19);
  });
});
