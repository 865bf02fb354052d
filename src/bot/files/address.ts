/** Hosts that Slack serves files from: files.slack.com, and the workspace's own name where it asks to log in. */
const slackHosts = /^(?:[a-z0-9-]+\.)*(?:slack\.com|slack-edge\.com|slack-files\.com)$/;

/**
 * The address if the bot's token may be sent there, else undefined: https at one of Slack's hosts, or where `apiUrl`
 * says that Slack is. `from` is what a relative one starts from.
 */
export function slackAddress(address: string, apiUrl: string | undefined, from?: URL): URL | undefined {
  const url = URL.parse(address, from?.href);
  if (!url) return undefined;
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return url;
  return url.protocol === 'https:' && url.port === '' && slackHosts.test(url.hostname) ? url : undefined;
}
