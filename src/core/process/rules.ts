import type { Text } from '../text.ts';

const rules = {
  'invisible-removed': { en: 'invisible and control characters removed', zh: '去除不可见字符和控制字符' },
  'full-width-to-half': { en: 'full-width characters made half-width', zh: '全角字符转为半角' },
  'unicode-composed': { en: 'accents joined with their letters (Unicode NFC)', zh: '统一为 Unicode NFC 形式' },
  'spaces-folded': { en: 'white space and line breaks folded', zh: '合并空白和换行' },
  'text-marker-removed': { en: 'the mark that keeps a cell text removed', zh: '去除文本标记（如前导撇号）' },
  'placeholder-emptied': { en: 'a placeholder taken for nothing', zh: '占位符视为空' },
  'spaces-removed': { en: 'spaces removed', zh: '去除空格' },
  'prefix-word-removed': { en: 'the word in front of the value removed', zh: '去除值前面的说明文字' },
  'point-zero-removed': { en: 'the .0 of a number removed', zh: '去除数字末尾的 .0' },
  'name-characters': { en: 'characters that a name cannot have replaced by -', zh: '名称中不允许的字符替换为 -' },
  'address-canonical': { en: 'the address written in its usual form', zh: '地址转为规范写法' },
  'address-prefix-apart': { en: 'the prefix length or mask taken apart from the address', zh: '从地址中拆出掩码' },
  'address-port-apart': { en: 'the port taken apart from the address', zh: '从地址中拆出端口' },
  'address-note-apart': { en: 'the words beside the address taken apart', zh: '从地址中拆出备注文字' },
  'address-others-apart': { en: 'further addresses taken apart from the first', zh: '从首个地址中拆出其他地址' },
  'addresses-listed': { en: 'addresses listed one by one', zh: '逐个列出地址' },
  'mac-canonical': { en: 'the MAC address written as aa:bb:cc:dd:ee:ff', zh: 'MAC 地址转为 aa:bb:cc:dd:ee:ff 形式' },
  'mac-words-apart': { en: 'the words beside the MAC address taken apart', zh: '从 MAC 地址中拆出说明文字' },
  'date-iso': { en: 'the date written as 2024-03-05', zh: '日期转为 2024-03-05 形式' },
  'date-serial': { en: 'a spreadsheet’s day number read as a date', zh: '表格的日期序号转为日期' },
  'time-dropped': { en: 'the time of day left out', zh: '去除时间部分' },
  'quantity-spaced': { en: 'number and unit written as 64 GB', zh: '数值与单位转为 64 GB 形式' },
  'unit-from-header': { en: 'the unit taken from the header', zh: '采用表头中的单位' },
  'mask-to-prefix': { en: 'the mask written as prefix length', zh: '掩码转为前缀长度' },
  'port-number': { en: 'the port reduced to its number', zh: '端口只保留数字' },
  'protocol-name': { en: 'the protocol written by its usual name', zh: '协议转为通用名称' },
  'rack-unit-number': { en: 'the rack unit written without U', zh: '机柜 U 位去除 U 字' },
} as const satisfies Readonly<Record<string, Text>>;

export type RuleId = keyof typeof rules;

/** Every rule by which a value can be changed, with what it does, as it stands after "changed:". */
export const ruleTexts: Readonly<Record<RuleId, Text>> = rules;
