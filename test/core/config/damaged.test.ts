import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createConfigStore } from '../../../src/core/config/store.ts';
import { systemClock } from '../../../src/core/io/clock.ts';
import { exec } from '../../support/exec.ts';

it('a config that the repository has and cannot read is said to be damaged, never to be absent', async () => {
  const root = mkdtempSync(join(tmpdir(), 'damaged-'));
  const folder = join(root, 'configs');
  const store = await createConfigStore({
    ...{ folder, clock: systemClock(), env: process.env, signal: new AbortController().signal },
    onTrouble: () => {},
  });
  const ref = { kind: 'intended', host: 'web-01', name: 'a.conf' } as const;
  const author = { id: 'U0ENGINEER', name: 'engineer' };
  await store.save({ id: 'one', author, message: 'one', files: [{ ...ref, text: 'listen 80\n' }] });
  await store.idle();
  for (const pack of readdirSync(join(folder, 'objects/pack')).filter((name) => name.endsWith('.pack'))) {
    rmSync(join(root, pack), { force: true });
    await exec('mv', [join(folder, 'objects/pack', pack), join(root, pack)]);
    await exec('sh', ['-c', `git -C "${folder}" unpack-objects -q <"${join(root, pack)}"`]);
  }
  const [entry] = await store.list();
  const object = join(folder, 'objects', entry?.blob.slice(0, 2) ?? '', entry?.blob.slice(2) ?? '');
  chmodSync(object, 0o644);
  writeFileSync(object, 'no object');
  await expect(store.read(ref)).rejects.toMatchObject({ code: 'configs-damaged' });
  await expect(store.readAll(await store.list(), () => {})).rejects.toMatchObject({ code: 'configs-damaged' });
  expect(await store.read({ ...ref, name: 'other.conf' })).toBeUndefined();
  await store.idle();
  rmSync(root, { recursive: true, force: true });
});
