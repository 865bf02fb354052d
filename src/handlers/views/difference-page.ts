import type { Hunk } from '../../core/config/text-diff.ts';
import type { Language } from '../../core/text.ts';
import { wording } from '../../core/text.ts';
import type { Compared } from '../configs.ts';
import { linesText } from './figures.ts';
import { type Html, html } from './html.ts';
import { type Say, sayer } from './kit.ts';
import { sideName } from './sides.ts';

/** Lines of differences that a page shows: browsers get slow with more. */
const most = 20_000;

/**
 * Differences as a web page of its own: a summary, for devices the changed blocks and the commands, and the lines with
 * the numbers of both sides. It has no scripts and fetches nothing; secrets are hidden as they are in what it is given.
 * `at` is its time, in ms since the epoch. It is well-formed XML too.
 */
export function differencePage(all: readonly Compared[], title: string, at: number, language: Language): string {
  const say = sayer(language);
  const room = { left: most };
  const count = (side: 'added' | 'removed') => all.reduce((sum, { difference }) => sum + difference[side], 0);
  const sections = all.map((compared, index) => section(compared, index, room, say, language));
  const page = html`<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
<p>${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC · <ins>+${count('added')}</ins> <del>−${count('removed')}</del> · ${say('secrets are hidden', '敏感信息已隐藏')}</p>
${all.length > 1 ? contents(all) : undefined}
${sections}
</body>
</html>
`;
  return `<!DOCTYPE html>\n${page.html}`;
}

function contents(all: readonly Compared[]): Html {
  const rows = all.map(
    (one, at) =>
      html`<li><a href="#c${at}">${heading(one)}</a> <ins>+${one.difference.added}</ins> <del>−${one.difference.removed}</del></li>\n`,
  );
  return html`<ol>${rows}</ol>`;
}

function heading({ before, after }: Compared): string {
  const [left, right] = [sideName(before), sideName(after)];
  return left === right ? left : `${left} → ${right}`;
}

function section(compared: Compared, index: number, room: { left: number }, say: Say, language: Language): Html {
  const { difference, blocks = [], commands } = compared;
  const { added, removed, hunks } = difference;
  const counts = say(
    `${hunks.length === 1 ? '1 place' : `${hunks.length} places`}, ${linesText(added, say)} added, ${removed} removed`,
    `${hunks.length} 处，新增 ${added} 行，删除 ${removed} 行`,
  );
  const why = commands && 'en' in commands ? html`<p class="note">${wording(commands, language)}</p>` : undefined;
  const typed = Array.isArray(commands) && commands.length > 0 ? commands.join('\n') : undefined;
  return html`<section id="c${index}">
<h2>${heading(compared)}</h2>
<p>${counts}</p>
${blocks.length > 0 ? blockList(blocks, say) : undefined}
${typed === undefined ? undefined : html`<details><summary>${say('Commands that bring the first to the second', '从前者到后者的命令')}</summary><pre>${lines(typed)}</pre></details>`}
${why}
${table(hunks, room, say)}
</section>
`;
}

/** Line by line: an escaped line end would be shown by its code. */
function lines(text: string): readonly Html[] {
  return text.split('\n').map((line) => html`${line}\n`);
}

function blockList(blocks: NonNullable<Compared['blocks']>, say: Say): Html {
  const rows = blocks.slice(0, 500).map(({ path, removed, added }) => {
    const name = path.length > 0 ? path.join(' › ') : say('(top level)', '（顶层）');
    const minus = removed.flatMap(({ text }) => text.split('\n')).map((line) => html`<del>− ${line}</del>\n`);
    const plus = added.flatMap(({ text }) => text.split('\n')).map((line) => html`<ins>+ ${line}</ins>\n`);
    return html`<dt>${name.replaceAll('\n', ' ')}</dt><dd><pre>${minus}${plus}</pre></dd>\n`;
  });
  return html`<h3>${say('By block', '按配置块')}</h3><dl>${rows}</dl>`;
}

function table(hunks: readonly Hunk[], room: { left: number }, say: Say): Html {
  const rows: Html[] = [];
  let left = 0;
  for (const hunk of hunks) {
    if (room.left < hunk.lines.length) {
      left += hunk.lines.length;
      continue;
    }
    room.left -= hunk.lines.length;
    rows.push(html`<tbody><tr class="gap"><td colspan="4">${range(hunk)}</td></tr>\n${rowsOf(hunk)}</tbody>\n`);
  }
  const cut = html`<p class="note">${say(`${left === 1 ? '1 more line is' : `${left} more lines are`} in the .diff file.`, `另有 ${left} 行见 .diff 文件。`)}</p>`;
  return html`<table>${rows}</table>${left > 0 ? cut : undefined}`;
}

function range({ before, after }: Hunk): string {
  return `@@ −${before.start},${before.lines} +${after.start},${after.lines} @@`;
}

function rowsOf({ before, after, lines: all }: Hunk): readonly Html[] {
  let [old, now] = [before.start, after.start];
  return all.map((line) => {
    const [mark, text] = [line[0], line.slice(1)];
    if (mark === '-')
      return html`<tr class="out"><td>${old++}</td><td></td><td>−</td><td><del>${text}</del></td></tr>\n`;
    if (mark === '+')
      return html`<tr class="in"><td></td><td>${now++}</td><td>+</td><td><ins>${text}</ins></td></tr>\n`;
    if (mark === ' ') return html`<tr><td>${old++}</td><td>${now++}</td><td></td><td>${text}</td></tr>\n`;
    return html`<tr class="gap"><td></td><td></td><td></td><td>${line}</td></tr>\n`;
  });
}

/** No selector or value in it needs an escape, as HTML or as XML. */
const style: Html = {
  html: `
:root { color-scheme: light dark; --in: #e6ffec; --out: #ffebe9; --in-text: #116329; --out-text: #a40e26; --soft: #6e7781; --line: #d0d7de; }
@media (prefers-color-scheme: dark) { :root { --in: #12351f; --out: #42181c; --in-text: #7ee787; --out-text: #ffa198; --soft: #8b949e; --line: #30363d; } }
body { font: 14px/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; border-top: 1px solid var(--line); padding-top: 1rem; } h3 { font-size: 1rem; }
ins { color: var(--in-text); text-decoration: none; } del { color: var(--out-text); text-decoration: none; }
pre, table { font: 12px/1.5 ui-monospace, Consolas, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 .6rem; }
table { border-collapse: collapse; width: 100%; border: 1px solid var(--line); }
td { padding: 0 .5rem; vertical-align: top; }
td:nth-child(-n+3) { color: var(--soft); text-align: right; width: 1%; user-select: none; }
td:last-child { white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; }
tr.in { background: var(--in); } tr.out { background: var(--out); } tr.gap td { color: var(--soft); background: none; padding: .3rem .5rem; }
dt { font-family: ui-monospace, Consolas, monospace; font-weight: 600; } dd { margin-left: 1.5rem; }
.note { color: var(--soft); }
`,
};
