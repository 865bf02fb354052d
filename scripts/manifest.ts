// Prints the manifest of the Slack app, ready to paste at "Create New App, From a manifest".
// npm run manifest [-- --prefix ops-] [-- --url https://bot.example/slack/events]; with a URL it is for HTTP mode.
import { parseArgs } from 'node:util';
import { manifest } from '../src/handlers/manifest.ts';
import { loadRegistry } from '../src/handlers/registry.ts';

const { values } = parseArgs({ options: { prefix: { type: 'string', default: '' }, url: { type: 'string' } } });
if (values.url !== undefined && !values.url.startsWith('https://')) {
  console.error(`--url must be an https address, such as https://bot.example/slack/events, not ${values.url}`);
  process.exit(1);
}
if (!/^[a-z0-9_-]{0,20}$/.test(values.prefix)) {
  console.error(`--prefix takes up to 20 lower-case letters, digits, - and _, not ${values.prefix}`);
  process.exit(1);
}
const registry = await loadRegistry();
const mode = values.url === undefined ? 'socket' : 'http';
console.log(JSON.stringify(manifest(registry, { prefix: values.prefix, mode, url: values.url }), null, 2));
