import { describe, expect, it } from 'vitest';
import { failed } from '../../../src/core/io/git-store/failed.ts';

const of = (command: string, words: string) => failed('/srv/configs', [command, '--quiet'], { words });

describe('what git says when it fails', () => {
  // Words of git 2.39 and 2.47 and of OpenSSH 9, as they were seen.
  it.each([
    ['fast-import', 'fatal: write error: No space left on device', 'the disk is full. Make room'],
    ['ls-remote', "fatal: detected dubious ownership in repository at '/x'", 'belongs to another user'],
    [
      'push',
      'Host key verification failed.\nfatal: Could not read from remote repository.',
      'SSH host key is not known',
    ],
    ['push', 'git@example.com: Permission denied (publickey).\nfatal: Could not read', 'does not let the bot in'],
    ['push', "fatal: could not read Username for 'https://x': terminal prompts disabled", 'does not let the bot in'],
    [
      'push',
      ' ! [rejected]  main -> main (fetch first)\nerror: failed to push some refs',
      'has commits that are not here',
    ],
    ['push', "fatal: '/x/none.git' does not appear to be a git repository", 'there is no repository at that address'],
    ['push', "fatal: unable to access 'http://127.0.0.1:1/': Failed to connect", 'does not answer'],
    ['fetch', 'error: Repository lacks these prerequisite commits:', 'holds only a part of the history'],
    ['log', 'fatal: bad object 1234', 'the repository is damaged'],
    ['init', '/srv/configs: Permission denied', 'may not read or write there'],
    ['grep', 'something that nobody has seen', 'git could not do it. Nothing was changed; try again.'],
  ])('of %s as “%s” is told as what was done, why it failed and what helps', (command, words, told) => {
    const { code, text } = of(command, words);
    expect(code).toBe('git-failed');
    expect(text.en).toContain(told);
    expect(text.en).toMatch(/^[A-Z][^:]+ failed: [^.]+\. [A-Z].* \(\/srv\/configs; git says: .*\)$/s);
    expect(text.en.slice(0, text.en.indexOf(': '))).not.toContain(command);
    expect(text.zh).toMatch(/^\p{Script=Han}.*失败：.*git 输出：.*）$/su);
  });

  it('has no name or password of an address in it, and keeps to one line', () => {
    const { text } = of('push', "fatal: unable to access 'https://bot:hunter22@git.example/x.git/':\nrefused");
    expect(text.en).toContain("https://git.example/x.git/': refused");
    expect(text.en + text.zh).not.toContain('hunter22');
  });

  it('is told as a lock where another process holds the repository', () => {
    const { code, text } = of('fast-import', "fatal: Unable to create '/srv/configs/x.lock': File exists.");
    expect(code).toBe('repository-locked');
    expect(text.en).toContain('another process holds the repository');
  });

  it('is not told at all where it was ended for being late, or where there is no git', () => {
    expect(failed('/srv/configs', ['log'], { late: 120_000 }).text.en).toBe(
      'Reading the history of configs took longer than 120 s and was ended. Nothing was changed; try again.',
    );
    expect(of('log', 'Error: spawn git ENOENT').code).toBe('tool-missing');
  });
});
