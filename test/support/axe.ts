import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe finds wrong with the page: impact, rule, where, and why; by all the rules it has, those that it calls best
 * practices among them.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, which the page's content policy does not bind.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  const findings = violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${impact} ${id} at ${target.join(' ')}: ${why}`;
    }),
  );
  return findings.filter((finding) => !meant.test(finding));
}

/** By this role the suggestions are told to who cannot see them; HTML gives it to fields of one line alone. */
const meant = /^minor aria-allowed-role at (?:\S+ )*textarea/;
