/**
 * The parts of a list that is written in one text: at commas, Chinese ones too, and line ends, never within braces; with
 * one space where there were several.
 */
export function pieces(text: string): readonly string[] {
  const found: string[] = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '{') depth++;
    if (sign === '}') depth--;
    if (depth <= 0 && /[,，、;\n]/.test(sign)) found.push('');
    else found[found.length - 1] += sign;
  }
  return found.map((piece) => piece.replaceAll(/\s+/g, ' ').trim()).filter((piece) => piece !== '');
}
