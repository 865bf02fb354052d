import { defineCommand } from '../define.ts';
import blame from './config/blame.ts';
import diff from './config/diff.ts';
import drift from './config/drift.ts';
import exporting from './config/export.ts';
import history from './config/history.ts';
import importing from './config/import.ts';
import lift from './config/lift.ts';
import list from './config/list.ts';
import pin from './config/pin.ts';
import push from './config/push.ts';
import search from './config/search.ts';
import show from './config/show.ts';
import unpin from './config/unpin.ts';

export default defineCommand({
  summary: {
    en: 'Configs in git: list, show, history, diff, search, blame, drift, import, export, push, pin, unpin',
    zh: 'git 中的配置：列表、查看、历史、比较、查找、追溯、偏离、导入、导出、下发、固定',
  },
  forms: [list, show, history, diff, search, blame, drift, importing, exporting, push, lift, pin, unpin],
});
