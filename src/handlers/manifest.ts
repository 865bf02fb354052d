import type { AppsManifestCreateArguments } from '@slack/web-api';
import type { Command, Shortcut } from './define.ts';
import { usage } from './parse/usage.ts';
import type { Registry } from './registry.ts';
import { clip } from './views/kit.ts';

type Manifest = AppsManifestCreateArguments['manifest'];

export interface ManifestOptions {
  /** What stands before every slash command's name. */
  readonly prefix: string;
  readonly mode: 'socket' | 'http';
  /** Where Slack sends requests, https, in HTTP mode: the bot's address and `/slack/events`. */
  readonly url?: string;
}

/**
 * The app manifest to paste when creating the Slack app: commands and shortcuts from their definitions, and the scopes
 * and events in use. Limits are those of Slack's app manifest reference: name 35 characters, description 140, long
 * description 4,000, command 32, its description 2,000 and usage hint 1,000; shortcut name 24, its description 150.
 */
export function manifest(registry: Offered, options: ManifestOptions): Manifest {
  const { commands, shortcuts, tabs } = registry;
  const url = options.mode === 'http' ? { request_url: options.url } : {};
  return {
    display_information: {
      name: 'ChangeOps',
      description: 'Carries IT changes from request to result: plan, approve, roll out, verify, undo.',
      long_description: longDescription,
      background_color: '#1d3557',
    },
    features: {
      app_home: {
        home_tab_enabled: tabs.has('home'),
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'changeops', always_online: true },
      ...(shortcuts.size > 0 && { shortcuts: [...shortcuts].map(([name, each]) => shortcut(name, each)) }),
      slash_commands: [...commands].map(([name, command]) => slashCommand(name, command, options)),
    },
    oauth_config: { scopes: { bot: [...scopes] } },
    settings: {
      event_subscriptions: { bot_events: eventsOf(registry), ...url },
      interactivity: { is_enabled: true, ...url },
      org_deploy_enabled: false,
      socket_mode_enabled: options.mode === 'socket',
      token_rotation_enabled: false,
    },
  };
}

/** What of the handlers the manifest tells of. */
type Offered = Pick<Registry, 'commands' | 'shortcuts' | 'uploads' | 'tabs'>;

/**
 * What is said to the bot, in a channel and to it alone; a tab that is opened; and files that people drop: those come as
 * messages, which name thread, author and all files of one drop; `file_shared` names
 * none of these and is not sent in channels shared with other workspaces.
 */
function eventsOf({ uploads, tabs }: Offered) {
  const opened = ['app_home_opened'] as const;
  const dropped = ['message.channels', 'message.groups'] as const;
  return [
    ...(['app_mention', 'message.im'] as const),
    ...(tabs.size > 0 ? opened : []),
    ...(uploads.size > 0 ? dropped : []),
  ];
}

/**
 * Why each is asked for: mentions, commands and shortcuts; posting where it was invited; messages to it, with files, the
 * newest of them, and finding its own message again after a failed answer (history); opening a direct message; who
 * somebody is; files that people drop (files:read) and those of long results (files:write).
 */
const scopes = [
  'app_mentions:read',
  'channels:history',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
] as const;

const longDescription = [
  'ChangeOps carries IT changes from request to result. Engineers type a command in a channel; the bot makes a plan that says what happens to which hosts, in which order, how it is verified and what undoes it. Approvers decide on its card; the bot carries out exactly that plan over SSH, verifies every host, undoes what it touched when something fails, and keeps a record of all of it.',
  'ChangeOps 将 IT 变更从申请一路带到结果。工程师在频道里输入命令，机器人给出计划：对哪些主机做什么、按什么顺序、如何验证、失败时如何撤销。审批人在卡片上审批后，机器人通过 SSH 严格按该计划执行，逐台验证；一旦失败，撤销已做的变更，并完整留痕。',
].join('\n\n');

function slashCommand(name: string, command: Command, { prefix, mode, url }: ManifestOptions) {
  return {
    command: `/${prefix}${name}`,
    description: clip(`${command.summary.en} · ${command.summary.zh}`, 2000),
    usage_hint: clip(hint(command), 1000),
    should_escape: true,
    ...(mode === 'http' ? { url } : {}),
  };
}

function shortcut(name: string, { name: shown, summary }: Shortcut) {
  const description = `${summary.en} · ${summary.zh}`;
  return { name: shown, type: 'message' as const, callback_id: name, description };
}

/** The plain form's usage and the words of the others: `<app>[@version] <environment> … | list | history`. */
function hint({ forms }: Command): string {
  return forms.map((form) => [form.word, form.word ? '' : usage(form.args)].filter(Boolean).join(' ')).join(' | ');
}
