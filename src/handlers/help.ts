import { OpsError } from '../core/errors.ts';
import { nearest } from '../core/settings/nearest.ts';
import type { Command, Form, Message, Request } from './define.ts';
import type { Deps } from './deps.ts';
import { titleOf } from './dispatch.ts';
import { didYouMean } from './parse/problems.ts';
import { hasRight } from './rights.ts';
import { helpList, helpOne } from './views/help.ts';

/** Help on everything the asker may do, or on one command of it. Errors: `command-unknown`. */
export function help(about: string | undefined, { user, language }: Request, deps: Deps): Message {
  const { access } = deps.settings.current();
  const listed = [...deps.registry.commands].flatMap(([name, command]) => {
    const forms = command.forms.filter(({ right }) => hasRight(access, user, right));
    return forms.length === 0 ? [] : [describe(name, command, forms, deps)];
  });
  if (about === undefined) return helpList(listed, language, { help: `/${deps.prefix}ops help` });
  const bare = about.replace(/^\//, '');
  const found = listed.find(({ name }) => name === bare || `${deps.prefix}${name}` === bare);
  if (found) return helpOne(found, language);
  throw unknown(
    about,
    listed.map((each) => each.name),
    deps.prefix,
  );
}

function describe(name: string, command: Command, forms: readonly Form[], { prefix }: Deps) {
  return { name, shown: `/${prefix}${name}`, command, forms, title: (form: Form) => titleOf(name, form, prefix) };
}

function unknown(about: string, names: readonly string[], prefix: string): OpsError {
  const near = nearest(about.replace(/^\//, ''), names);
  const hint = near
    ? didYouMean(`/${prefix}ops help ${near}`)
    : { en: `You may use: ${names.join(', ')}.`, zh: `你可以使用：${names.join('、')}。` };
  return new OpsError('command-unknown', {
    en: `There is no command ${about} that you may use. ${hint.en}`,
    zh: `没有你可以使用的命令 ${about}。${hint.zh}`,
  });
}
