/** The lines that match, as the groups of the match without blanks around; a group that did not take part is ''. */
export function rows(text: string, pattern: RegExp): readonly (readonly string[])[] {
  return text.split('\n').flatMap((line) => {
    const found = pattern.exec(line);
    return found ? [found.slice(1).map((group) => group?.trim() ?? '')] : [];
  });
}
