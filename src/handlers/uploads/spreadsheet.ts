import { conversionReply, convertFile, isSpreadsheet } from '../conversions.ts';
import { defineUpload } from '../define.ts';
import { demandRight, hasRight } from '../rights.ts';

/** A spreadsheet that was dropped: answered with the inventory that it is. Without the right, only who asks is told. */
export default defineUpload({
  takes: isSpreadsheet,
  handle: async (file, request, deps) => {
    const mayNot = !hasRight(deps.settings.current().access, request.user, 'convert');
    if (mayNot && !request.text.includes('<@')) return { kind: 'nothing' };
    await demandRight('convert', undefined, request.user, '/convert', deps);
    return conversionReply(await convertFile(file, {}, request, deps), deps);
  },
});
