import { OpsError } from '../../errors.ts';
import { type Text, verbatim } from '../../text.ts';
import type { ReadLimits } from './limits.ts';

export type FileErrorCode =
  | 'file-encrypted'
  | 'file-truncated'
  | 'file-too-large'
  | 'file-bomb'
  | 'file-unreadable'
  | 'file-empty'
  | 'file-not-spreadsheet'
  | 'file-is-web-page';

interface Why {
  /** What was found, or the part that is meant: `xl/styles.xml`. */
  readonly detail?: string | Text;
  readonly what?: keyof ReadLimits;
  readonly limit?: number;
}

/** Why the file called `file` cannot be read, and what to do next. */
export function fileError(code: FileErrorCode, file: string, why: Why = {}, cause?: unknown): OpsError {
  const { en, zh } = reasons[code](why);
  return new OpsError(code, { en: `Reading ${file}: ${en}`, zh: `读取 ${file}：${zh}` }, { cause });
}

const reasons: Record<FileErrorCode, (why: Why) => Text> = {
  'file-encrypted': () => ({
    en: 'it is protected with a password. Take the password off (in Excel: File, Info, Protect Workbook, Encrypt with Password) and upload it again.',
    zh: '文件设有打开密码。请在 Excel 中取消密码（文件 → 信息 → 保护工作簿 → 用密码进行加密）后重新上传。',
  }),
  'file-truncated': ({ detail }) => ({
    en: `the file ends too early${place(detail).en}, as after an upload or download that was cut off. Upload it again from the original.`,
    zh: `文件不完整${place(detail).zh}，可能是上传或下载中断。请用原文件重新上传。`,
  }),
  'file-too-large': ({ what = 'cells', limit = 0 }) => ({
    en: `it has more than ${amount(what, limit).en}. Keep the part with the devices, or split it, and upload that.`,
    zh: `${amount(what, limit).zh}。请只保留设备部分或拆分后再上传。`,
  }),
  'file-bomb': ({ detail }) => ({
    en: `it unpacks to far more than a workbook of its size can hold${place(detail).en}, so it was not opened. If it is genuine, save it again in Excel and upload that.`,
    zh: `其解压后的大小远超正常工作簿${place(detail).zh}，因此未打开。若文件无误，请在 Excel 中另存后重新上传。`,
  }),
  'file-unreadable': ({ detail }) => ({
    en: `its content is damaged${place(detail).en}. Open it in Excel or WPS, save it as .xlsx and upload that.`,
    zh: `文件内容已损坏${place(detail).zh}。请用 Excel 或 WPS 打开并另存为 .xlsx 后重新上传。`,
  }),
  'file-empty': () => ({
    en: 'there is nothing in it. Check that it is the right file and was saved before the upload.',
    zh: '文件中没有任何内容。请确认文件是否正确，以及上传前是否已保存。',
  }),
  'file-not-spreadsheet': ({ detail }) => ({
    en: `it is no spreadsheet that is read here${place(detail).en}. Upload .xlsx, .xlsm, .xls, .ods, .csv or .tsv.`,
    zh: `不是可读取的电子表格${place(detail).zh}。请上传 .xlsx、.xlsm、.xls、.ods、.csv 或 .tsv 文件。`,
  }),
  'file-is-web-page': () => ({
    en: 'it is a web page without a table, such as a login page that was saved instead of the file. Log in there, download the file again and upload it.',
    zh: '这是不含表格的网页，可能是下载时保存成了登录页面。请登录后重新下载该文件再上传。',
  }),
};

function place(detail: string | Text | undefined): Text {
  if (!detail) return verbatim('');
  const { en, zh } = typeof detail === 'string' ? verbatim(detail) : detail;
  return { en: ` (${en})`, zh: `（${zh}）` };
}

function amount(what: keyof ReadLimits, limit: number): Text {
  const number = what === 'bytes' || what === 'unpacked' ? Math.round(limit / 1024 / 1024) : limit;
  const shown = number.toLocaleString('en');
  const { en, zh } = amounts[what];
  return { en: en.replace('#', shown), zh: zh.replace('#', shown) };
}

const amounts: Record<keyof ReadLimits, Text> = {
  bytes: { en: '# MB', zh: '文件超过 # MB' },
  unpacked: { en: '# MB of content once unpacked', zh: '解压后的内容超过 # MB' },
  entries: { en: '# files packed in it', zh: '压缩包内的文件超过 # 个' },
  sheets: { en: '# sheets', zh: '工作表超过 # 个' },
  rows: { en: '# rows in a sheet', zh: '单个工作表超过 # 行' },
  columns: { en: '# columns in a sheet', zh: '单个工作表超过 # 列' },
  cells: { en: '# cells', zh: '单元格超过 # 个' },
  text: { en: '# characters in one cell', zh: '单个单元格超过 # 个字符' },
  characters: { en: '# characters of text', zh: '文字总数超过 # 个字符' },
};
