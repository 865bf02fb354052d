/**
 * What `--command` may run on VRP and Comware: one `display` of plain words, with at most a filter of its own. Both take
 * abbreviations in any case, so `display diagnostic-information FILE`, which writes a file, is kept out however it is
 * written, and what shows communities is too; `?` acts at once on a terminal and is no word.
 */
export const onlyDisplay =
  /^dis(?:play)?(?! +(?:dia|snmp\w*(?:-\w+)* +(?:com|tar|trap|usm)))(?: +[^\s|<>;&`$\\?]+){1,20}(?: *\| *(?:begin|exclude|include|count) +[^\s|<>;&`$\\?][^\n\r|<>;&`$\\?]{0,200})?$/i;
