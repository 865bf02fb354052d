import { spawn } from 'node:child_process';

type Variables = Readonly<Record<string, string | undefined>>;

/** The program that opens an address in the person's browser; none in CI, without a display, or where switched off. */
export function opener(variables: Variables, platform: NodeJS.Platform): readonly string[] | undefined {
  const { CI, CHANGEOPS_OPEN, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = variables;
  if (CI || SSH_CONNECTION || ['0', 'no', 'false'].includes(CHANGEOPS_OPEN ?? '')) return undefined;
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : undefined;
}

/** Opens an address where a browser can be opened; that it cannot is no error, for the address is printed too. */
export function openBrowser(address: string, variables: Variables): void {
  const [program, ...args] = opener(variables, process.platform) ?? [];
  if (program === undefined) return;
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
