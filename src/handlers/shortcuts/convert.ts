import { OpsError } from '../../core/errors.ts';
import { conversionReply, convertFile, isSpreadsheet } from '../conversions.ts';
import { defineShortcut } from '../define.ts';
import { demandRight } from '../rights.ts';

/** Converts the first spreadsheet of a message. */
export default defineShortcut({
  name: 'Convert to inventory',
  summary: { en: 'Reads the spreadsheet of this message as an inventory', zh: '将该消息中的表格转换为清单' },
  start: async (request, deps) => {
    await demandRight('convert', undefined, request.user, '/convert', deps);
    const file = request.files.find(isSpreadsheet) ?? request.files[0];
    if (!file) throw noFile();
    return conversionReply(await convertFile(file, {}, request, deps), deps);
  },
});

function noFile(): OpsError {
  return new OpsError('no-file', {
    en: 'This message has no file that can be read. Use the shortcut on the message with the spreadsheet.',
    zh: '该消息没有可读取的文件。请在包含电子表格的消息上使用此快捷操作。',
  });
}
