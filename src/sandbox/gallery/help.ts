import collect from '../../handlers/commands/collect.ts';
import config from '../../handlers/commands/config.ts';
import convert from '../../handlers/commands/convert.ts';
import deploy from '../../handlers/commands/deploy.ts';
import generate from '../../handlers/commands/generate.ts';
import inventory from '../../handlers/commands/inventory.ts';
import ops from '../../handlers/commands/ops.ts';
import rollback from '../../handlers/commands/rollback.ts';
import template from '../../handlers/commands/template.ts';
import type { Command } from '../../handlers/define.ts';
import { titleOf } from '../../handlers/dispatch.ts';
import { helpList, helpOne } from '../../handlers/views/help.ts';
import { type Family, sample } from './types.ts';

const commands = { collect, config, convert, deploy, generate, inventory, ops, rollback, template };

const listed = (name: string, command: Command) => ({
  ...{ name, shown: `/${name}`, command, forms: command.forms },
  title: (form: Command['forms'][number]) => titleOf(name, form, ''),
});
const all = Object.entries(commands).map(([name, command]) => listed(name, command));

export const help: Family = {
  name: 'help',
  title: { en: 'Help', zh: '帮助' },
  samples: [
    sample('help', 'All commands', '全部命令', (language) => helpList(all, language, { help: '/ops help' })),
    ...all.map((one) =>
      sample(`help-${one.name}`, `Help on ${one.shown}`, `${one.shown} 的帮助`, (language) => helpOne(one, language)),
    ),
  ],
};
