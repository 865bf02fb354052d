/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** HTML in which whatever is put in is escaped, unless it is HTML already. Lists are put in one after the other. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.reduce((all, part, at) => `${all}${written(values[at - 1])}${part}`) };
}

type Value = string | number | Html | undefined | readonly Html[];

function written(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'object') return 'html' in value ? value.html : value.map((one) => one.html).join('');
  return escapeHtml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Outside text as HTML shows it, in an attribute too. Control characters, and those that hide text or turn its direction
 * round, are shown by their code; tabs stay.
 */
function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign)
    .replaceAll(
      /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
      (sign) => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}
