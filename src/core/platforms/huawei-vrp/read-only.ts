import type { Text } from '../../text.ts';

/**
 * What `--command` may run on VRP and Comware: one `display` of plain words, with at most a filter of its own. Both take
 * abbreviations in any case, so `display diagnostic-information FILE`, which writes a file, is kept out however it is
 * written, and what shows communities is too; `?` acts at once on a terminal and is no word. A configuration is not
 * filtered: secrets are told by the lines around them, and could be guessed at.
 */
export const onlyDisplay =
  /^(?!\S+ +(?:cu|sa|th|def|sta?r)[^|]*\|)dis(?:play)?(?! +(?:dia|snmp\w*(?:-\w+)* +(?:com|tar|trap|usm)))(?: +[^\s|<>;&`$\\?]+){1,20}(?: *\| *(?:begin|exclude|include|count) +[^\s|<>;&`$\\?][^\n\r|<>;&`$\\?]{0,200})?$/i;

export const onlyDisplayRule: Text = {
  en: 'one line that begins with display, with at most one filter behind it (| include, exclude, begin or count); none behind a configuration; nothing that writes a file or shows communities',
  zh: '以 display 开头的单行命令，后面最多接一个过滤（| include、exclude、begin 或 count）；配置类命令不可过滤；不得写文件或显示团体字',
};
