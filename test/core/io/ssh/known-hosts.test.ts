import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKnownHosts } from '../../../../src/core/io/ssh/known-hosts.ts';
import { exec } from '../../../support/exec.ts';
import { makeKey } from '../../../support/sshd.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changeops-known-'));
  file = join(folder, 'known_hosts');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A fresh public key: its `type base64` line and its blob. */
async function newKey(kind: 'ed25519' | 'ecdsa' = 'ed25519'): Promise<{ line: string; blob: Buffer; print: string }> {
  const path = join(folder, `key-${Math.random().toString(36).slice(2)}`);
  await makeKey(path, kind);
  const [type, base64 = ''] = (await readFile(`${path}.pub`, 'utf8')).split(' ');
  const print = (await exec('ssh-keygen', ['-lf', `${path}.pub`])).split(' ')[1] ?? '';
  return { line: `${type} ${base64}`, blob: Buffer.from(base64, 'base64'), print };
}

async function printsFor(address: string, port = 22): Promise<string[]> {
  return (await createKnownHosts(file).keys(address, port)).map(({ fingerprint }) => fingerprint);
}

/** What OpenSSH itself finds in the file: the key lines under a name. */
async function foundByOpenSsh(name: string): Promise<string[]> {
  const output = await exec('ssh-keygen', ['-F', name, '-f', file]).catch(() => '');
  return output.split('\n').filter((line) => line && !line.startsWith('#'));
}

describe('reading known_hosts', () => {
  it('knows nothing where there is no file', async () => {
    expect(await printsFor('10.0.0.1')).toEqual([]);
  });

  it('finds hashed names, which ssh-keygen -H wrote, at port 22 and at others', async () => {
    const [a, b] = [await newKey(), await newKey('ecdsa')];
    await writeFile(file, `10.0.0.1 ${a.line} a comment\n[web.example]:2222 ${b.line}\n`);
    await exec('ssh-keygen', ['-H', '-f', file]);
    expect(await readFile(file, 'utf8')).not.toContain('10.0.0.1');
    expect(await printsFor('10.0.0.1')).toEqual([a.print]);
    expect(await printsFor('WEB.example', 2222)).toEqual([b.print]);
    expect(await printsFor('web.example')).toEqual([]);
    expect(await printsFor('10.0.0.1', 2222)).toEqual([]);
  });

  it('finds several keys of one host, lists of names and patterns, and honours a negated one', async () => {
    const [a, b] = [await newKey(), await newKey('ecdsa')];
    await writeFile(file, `# ours\nweb-1,10.0.0.1 ${a.line}\n10.0.0.* ${b.line}\n10.0.0.?,!10.0.0.1 ${a.line}\n`);
    expect(await printsFor('web-1')).toEqual([a.print]);
    expect(await printsFor('10.0.0.1')).toEqual([a.print, b.print]);
    expect(await printsFor('10.0.0.25')).toEqual([b.print]);
    expect(await printsFor('10x0.0.2')).toEqual([]);
  });

  it('ignores lines that are broken, and certificate authorities', async () => {
    const { line } = await newKey();
    await writeFile(file, `10.0.0.1 ssh-rsa ${line.split(' ')[1]}\n10.0.0.1 nonsense\n@cert-authority * ${line}\n`);
    expect(await printsFor('10.0.0.1')).toEqual([]);
  });

  it('tells revoked keys apart from trusted ones', async () => {
    const { line, print, blob } = await newKey();
    await writeFile(file, `@revoked * ${line}\n`);
    const known = createKnownHosts(file);
    expect(await printsFor('10.0.0.1')).toEqual([]);
    expect((await known.revoked?.('10.0.0.1', 22))?.map(({ fingerprint }) => fingerprint)).toEqual([print]);
    await expect(known.pin('10.0.0.1', 22, blob)).rejects.toMatchObject({ code: 'host-key-changed' });
  });
});

describe('pinning a key', () => {
  it('writes what OpenSSH finds under the same name', async () => {
    const [a, b] = [await newKey(), await newKey()];
    await createKnownHosts(file).pin('10.0.0.1', 22, a.blob);
    await createKnownHosts(file).pin('10.0.0.1', 2222, b.blob);
    expect(await foundByOpenSsh('10.0.0.1')).toEqual([`10.0.0.1 ${a.line}`]);
    expect(await foundByOpenSsh('[10.0.0.1]:2222')).toEqual([`[10.0.0.1]:2222 ${b.line}`]);
  });

  it('replaces every key the host had, hashed, listed or by pattern, and keeps all other lines as they were', async () => {
    const [old, other, fresh] = [await newKey(), await newKey('ecdsa'), await newKey()];
    await writeFile(file, `10.0.0.1 ${other.line}\n`);
    await exec('ssh-keygen', ['-H', '-f', file]);
    const kept = `# by hand\n\n10.0.0.9 ${old.line} ops@laptop\n`;
    const hashed = await readFile(file, 'utf8');
    await writeFile(file, `${kept}${hashed}web-1,10.0.0.1 ${old.line} web\n10.0.0.* ${old.line}`);

    await createKnownHosts(file).pin('10.0.0.1', 22, fresh.blob);
    expect(await readFile(file, 'utf8')).toBe(
      `${kept}web-1 ${old.line} web\n10.0.0.*,!10.0.0.1 ${old.line}\n10.0.0.1 ${fresh.line}\n`,
    );
    expect(await printsFor('10.0.0.1')).toEqual([fresh.print]);
    expect(await printsFor('web-1')).toEqual([old.print]);
  });

  it('changes nothing when exactly that key is pinned', async () => {
    const { line, blob } = await newKey();
    await writeFile(file, `10.0.0.1 ${line} with a comment\n`);
    await createKnownHosts(file).pin('10.0.0.1', 22, blob);
    expect(await readFile(file, 'utf8')).toBe(`10.0.0.1 ${line} with a comment\n`);
  });

  it('loses no key when several processes pin at once, and leaves no lock behind', async () => {
    const { blob } = await newKey();
    const source = new URL('../../../../src/core/io/ssh/known-hosts.ts', import.meta.url).href;
    const script = `const { createKnownHosts } = await import(process.argv[1]);
      const [, , file, from, key] = process.argv;
      for (let i = 0; i < 8; i++) await createKnownHosts(file).pin('10.0.' + from + '.' + i, 22, Buffer.from(key, 'base64'));`;
    const processes = [1, 2, 3].map((from) =>
      spawn(process.execPath, [
        '--input-type=module',
        '-e',
        script,
        source,
        file,
        String(from),
        blob.toString('base64'),
      ]),
    );
    const codes = await Promise.all(processes.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(24);
    expect((await readdir(folder)).filter((name) => /lock|tmp/.test(name))).toEqual([]);
  });

  it('takes over the lock of a process that is gone', async () => {
    const { blob, print } = await newKey();
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    await writeFile(`${file}.lock`, JSON.stringify({ pid: gone.pid, host: hostname(), token: 'abc' }));
    await createKnownHosts(file).pin('10.0.0.1', 22, blob);
    expect(await printsFor('10.0.0.1')).toEqual([print]);
  });

  it('waits for a lock that is held, and names the lock file when it stays so', async () => {
    const { blob } = await newKey();
    await writeFile(`${file}.lock`, JSON.stringify({ pid: process.pid, host: hostname(), token: 'abc' }));
    let now = 0;
    const sleep = async (ms: number) => {
      now += ms;
    };
    const clock = { now: () => now, sleep, after: () => () => undefined };
    await expect(createKnownHosts(file, clock).pin('10.0.0.1', 22, blob)).rejects.toMatchObject({
      code: 'file-locked',
      message: expect.stringContaining(`${file}.lock`),
    });
    expect(now).toBeGreaterThanOrEqual(10_000);
  });
});
