// The bot without Slack in a process of its own: deploys one version and prints its peak memory (VmHWM) in bytes.
//   node bot-process.ts DATA_DIR VERSION
import { readFileSync } from 'node:fs';
import { openBot } from './bot.ts';

const [dataDir = '', version = ''] = process.argv.slice(2);
const bot = await openBot(dataDir);
await bot.deploy(version);
const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
await bot.close();
console.log(Number(peak) * 1024);
