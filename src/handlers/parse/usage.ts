import { type Arg, type Args, flagName } from './args.ts';

/** How a form is used, after its title: `<app>[@version] <environment> [on <selector>] [--batch n|n%]`. */
export function usage(args: Args): string {
  return Object.entries(args)
    .map(([key, arg]) => shown(key, arg))
    .join(' ');
}

/** A title with its usage; just the title where it takes no arguments. */
export function usageLine(title: string, args: Args): string {
  return [title, usage(args)].filter(Boolean).join(' ');
}

/** What one argument is called in errors: `<app>`, `on <selector>`, `--batch`. */
export function argumentName(key: string, arg: Arg<unknown>): string {
  return ['word', 'rest', 'on'].includes(arg.kind) ? arg.shown : flagName(key);
}

function shown(key: string, arg: Arg<unknown>): string {
  const inner = ['word', 'rest', 'on'].includes(arg.kind) ? arg.shown : `${flagName(key)} ${arg.shown}`.trimEnd();
  const isNeeded = arg.required || (arg.kind === 'rest' && inner.startsWith('<'));
  const one = isNeeded || inner.startsWith('[') ? inner : `[${inner}]`;
  return arg.kind === 'flags' ? `${one}…` : one;
}
