import { pathOf } from '../config/refs.ts';
import { OpsError } from '../errors.ts';
import { isPartial, keyOf, type LibraryFile, nameFault, nameOf } from './library/build.ts';

/**
 * What a file that somebody gives is kept as among the team's templates, without `.hbs`: `nginx-site`, `vrp/access`; a
 * partial below `partials/`, however it says that it is one (`_acl.hbs`, or the folder `partials/`). Where the team has
 * it under another path already, that. Errors: `template-name-refused`, saying what is allowed; `config-name-refused` for
 * what no file can be called everywhere (`con`).
 */
export function keptName(file: string, folder: string, files: readonly LibraryFile[]): string {
  const name = ownName(checkedName(`${folder}${file.replace(/\.hbs$/i, '')}`), files);
  pathOf({ kind: 'template', name });
  return name;
}

/** The same for the name of one that there may be, as somebody types it. */
export function ownName(name: string, files: readonly LibraryFile[]): string {
  const key = keyOf(`${name}.hbs`);
  const own = files.find((one) => one.origin === 'own' && keyOf(one.path) === key);
  const path = own?.path ?? (isPartial(`${name}.hbs`) ? `partials/${nameOf(`${name}.hbs`)}.hbs` : `${name}.hbs`);
  return path.replace(/\.hbs$/, '');
}

function checkedName(name: string): string {
  const inner = name.split('/').some((part) => /\.hbs$/i.test(part));
  const fault = inner ? { en: 'it ends with .hbs twice.', zh: '.hbs 重复。' } : nameFault(`${name}.hbs`);
  if (!fault && name.length <= 200) return name;
  const shown = JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  const why = fault ?? { en: 'it is too long.', zh: '名称过长。' };
  throw new OpsError('template-name-refused', {
    en: `No template can be kept as ${shown}: ${why.en} Rename the file (nginx-site.hbs; _acl.hbs is a partial) and drop it again. A folder is written in the message with it, ended by a slash: vrp/ or partials/vrp/.`,
    zh: `模板不能保存为 ${shown}：${why.zh}请重命名文件后再次拖入（例如 nginx-site.hbs；_acl.hbs 为 partial）。需要目录时，请在随文件发送的消息中写出并以斜杠结尾：vrp/ 或 partials/vrp/。`,
  });
}
