import { describe, expect, it } from 'vitest';
import { OpsError } from '../../src/core/errors.ts';
import type { Message } from '../../src/handlers/define.ts';
import { importHistory } from '../../src/handlers/histories.ts';
import { noon } from '../../src/sandbox/gallery/fixtures/runs.ts';
import { visible } from '../support/blocks.ts';
import { manualClock } from '../support/clock.ts';
import { by, fakeDeps, shown } from './fakes.ts';

const found = { commits: 1, known: 0, versions: 1, hosts: ['core-1'], kept: [], refused: [], unknown: [] };

/** An import that ends when it is told to, and what was shown meanwhile. */
async function importing(lives = true) {
  const clock = manualClock(noon);
  const said: string[] = [];
  const outcome = Promise.withResolvers<typeof found>();
  const say = (kind: string) => async (message: Message) => {
    if (!lives) throw new Error('not in the channel');
    said.push(`${kind}: ${visible(message)}`);
  };
  const imports = { oxidized: () => outcome.promise } as never;
  const { deps } = await fakeDeps({ deps: { clock, imports, live: () => ({ show: say('show'), end: say('end') }) } });
  return { clock, said, outcome, reply: importHistory('ox.git', false, by(), deps) };
}

describe('a history that is imported', () => {
  it('is answered when it is there, where that is soon', async () => {
    const { reply, outcome, said, clock } = await importing();
    outcome.resolve(found);
    expect(shown(await reply)).toContain('Imported 1 version from ox.git');
    await clock.advance(10_000);
    expect(said).toEqual([]);
  });

  it('is said to be under way after three seconds, in a message that becomes the answer', async () => {
    const { reply, outcome, said, clock } = await importing();
    await clock.advance(3_000);
    expect(said).toEqual(['show: Importing `ox.git` …']);
    outcome.resolve(found);
    expect(await reply).toEqual({ kind: 'nothing' });
    expect(said[1]).toContain('end: Imported 1 version from ox.git');
  });

  it('that fails then says why there, and to who asked', async () => {
    const { reply, outcome, said, clock } = await importing();
    await clock.advance(3_000);
    outcome.reject(new OpsError('git-failed', { en: 'The disk is full.', zh: '磁盘已满。' }));
    await expect(reply).rejects.toMatchObject({ code: 'git-failed' });
    expect(said[1]).toContain('end: ⚠️ Not imported: `ox.git`. The disk is full.');
  });

  it('is answered in the usual way where no message could be shown', async () => {
    const { reply, outcome, clock } = await importing(false);
    await clock.advance(3_000);
    outcome.resolve(found);
    expect(shown(await reply)).toContain('Imported 1 version from ox.git');
  });
});
