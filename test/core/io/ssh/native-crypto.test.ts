import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const { bindingAvailable } = createRequire(import.meta.url)('ssh2/lib/protocol/crypto.js');

/** Ciphers used no more, collected while the loop is idle: what ended the process (nodejs/node issue 65446). */
const CONNECTIONS_GONE = `
  const { AESGCMDecipher } = require('ssh2/lib/protocol/crypto/build/Release/sshcrypto.node');
  const idle = () => new Promise((resolve) => setTimeout(resolve, 5));
  (async () => {
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 3000; i++) new AESGCMDecipher('aes-128-gcm', Buffer.alloc(16), Buffer.alloc(12));
      await idle();
    }
    console.log('alive');
  })();
`;

it.skipIf(!bindingAvailable)('the crypto built for ssh2 outlives the collection of ciphers used no more', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', CONNECTIONS_GONE]);
  expect(stdout).toBe('alive\n');
});
