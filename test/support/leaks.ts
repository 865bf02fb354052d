import { inspect } from 'node:util';

/** Every way in which a thrown value could be printed: message, stack, cause, hidden fields. */
export function printed(error: unknown): string {
  const stack = error instanceof Error ? error.stack : '';
  return [inspect(error, { depth: 12, showHidden: true }), stack, JSON.stringify(error), String(error)].join('\n');
}

/** The secrets of `secrets` that stand in `text`, as they are or in a usual disguise. */
export function leaks(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => {
    const once = encodeURIComponent(secret);
    return [secret, once, encodeURIComponent(once), Buffer.from(secret).toString('base64')].some((form) =>
      text.includes(form),
    );
  });
}
