/** Deeper than people nest; Handlebars takes a minute for some thousands of levels, and then overflows the stack. */
export const mostNested = 100;

/**
 * Where a template's text nests too deep: the index of the block, else or parenthesis that does, by a quick look that
 * does not parse. It may count what stands in a text in quotes, never too little.
 */
export function tooDeepAt(text: string): number | undefined {
  /** Of each open block, how many `else if` it has: each of them is a level of its own. */
  const blocks: number[] = [];
  let chained = 0;
  let open = false;
  let parens = 0;
  for (const { 0: found, index } of text.matchAll(tokens)) {
    if (found === '(' || found === ')') parens += open ? (found === '(' ? 1 : -1) : 0;
    else {
      open = found !== '}}' && !found.includes('!');
      parens = 0;
    }
    if (/[#^]|\{{4}$/.test(found)) blocks.push(0);
    else if (found.endsWith('/')) chained -= blocks.pop() ?? 0;
    else if (found.includes('else') && blocks.length > 0) {
      blocks[blocks.length - 1] = (blocks.at(-1) ?? 0) + 1;
      chained += 1;
    }
    if (blocks.length + chained > mostNested || parens > mostNested) return index;
  }
  return undefined;
}

/** What opens, closes and chains: `{{#`, `{{#>`, `{{{{raw`, `{{^x` (not `{{^}}`, an else), `{{/`, `{{else x`; `{{`, `}}`, parentheses. */
const tokens = /\{\{\{\{\/?|\{\{~?\s*(?:#|\^(?=\s*[^\s~}])|\/|!|else\s+(?=[^\s~}]))?|\}\}|[()]/g;
