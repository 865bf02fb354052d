const traditional: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['設设', '備备', '稱称', '號号', '編编', '碼码', '廠厂', '規规', '機机', '櫃柜', '區区', '類类', '態态', '門门'],
    ...[
      '業业',
      '務务',
      '統统',
      '負负',
      '責责',
      '員员',
      '聯联',
      '絡络',
      '關关',
      '網网',
      '閘闸',
      '遮遮',
      '記记',
      '憶忆',
      '體体',
    ],
    ...[
      '碟盘',
      '硬硬',
      '處处',
      '採采',
      '購购',
      '質质',
      '維维',
      '護护',
      '還还',
      '時时',
      '間间',
      '資资',
      '產产',
      '標标',
      '籤签',
    ],
    ...[
      '環环',
      '境境',
      '帳帐',
      '戶户',
      '埠口',
      '協协',
      '議议',
      '軟软',
      '韌固',
      '實实',
      '虛虚',
      '擬拟',
      '節节',
      '點点',
      '樓楼',
    ],
    ...[
      '層层',
      '廳厅',
      '項项',
      '備备',
      '註注',
      '說说',
      '狀状',
      '單单',
      '連连',
      '線线',
      '運运',
      '行行',
      '導导',
      '對对',
      '東东',
    ],
  ].map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

const cjk = '\\p{Script=Han}';
const pieces = new RegExp(`${cjk}+|[[\\p{Ll}\\p{Lo}]--${cjk}]+|\\d+|[#°º]`, 'gv');

/** A header as it is compared: no case, accents, blanks, signs; traditional signs as simplified; `Device_Name` → `devicename`. */
export function headerKey(text: string): string {
  return plain(text).replaceAll(/[^\p{L}\p{N}#]+/gu, '');
}

/** A header's words in order, camelCase and snake_case taken apart, Chinese in runs: `mgmtIP地址` → `mgmt`, `ip`, `地址`. */
export function headerWords(text: string): readonly string[] {
  const apart = text.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2');
  return plain(apart).match(pieces) ?? [];
}

/** Lower case, NFKC, without accents, in simplified signs. */
function plain(text: string): string {
  const folded = text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}+/gu, '')
    .normalize('NFKC')
    .toLowerCase();
  return folded.replaceAll(/\p{Script=Han}/gu, (sign) => traditional[sign] ?? sign);
}
