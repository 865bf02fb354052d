import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { explain } from '../../core/errors.ts';
import { obey } from './commands.ts';
import { startHost } from './host.ts';

// A sandbox host in a process of its own. It prints one line of JSON when it is ready, then one for each line of JSON
// on its stdin (see commands.ts), and ends, with all it started, when its stdin does.
const { values } = parseArgs({
  options: {
    name: { type: 'string' },
    folder: { type: 'string' },
    port: { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string' },
    'public-key': { type: 'string' },
  },
});

const say = (value: object) => void process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const { name = 'host', folder, port, user = 'ops', password, 'public-key': publicKey } = values;
  if (!folder) throw new Error('Starting a sandbox host: say where with --folder.');
  const host = await startHost({ name, folder, port: port ? Number(port) : undefined, user, password, publicKey });
  process.on('SIGTERM', () => process.stdin.destroy());
  process.on('SIGINT', () => process.stdin.destroy());
  process.stdout.on('error', () => process.stdin.destroy());
  const { address, home, key } = host;
  say({ ready: { name, address, port: host.port, user, folder: host.folder, home, key: key.toString('base64') } });
  try {
    for await (const line of createInterface({ input: process.stdin })) say(await obey(host, line));
  } finally {
    await host.stop();
  }
} catch (error) {
  say({ error: explain(error).en });
  process.exitCode = 1;
}
