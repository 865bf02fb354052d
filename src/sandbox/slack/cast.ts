import type { ChannelSeed, Group, UserSeed } from './types.ts';

/** The workspace and the app in it; ids have Slack's form (a letter, then capitals and digits). */
export const team = { id: 'T0SANDBOX', domain: 'sandbox', name: 'Sandbox' } as const;
export const foreignTeam = 'T0ELSEWHERE';
export const app = { id: 'A0CHANGEOPS' } as const;
export const bot = { userId: 'U0CHANGEOPS', botId: 'B0CHANGEOPS', name: 'changeops' } as const;

/** The people of a workspace nobody described. */
export const defaultUsers: readonly UserSeed[] = [
  { id: 'U0ENGINEER', name: 'engineer', realName: 'Erin Engineer' },
  { id: 'U0ENGINEER2', name: 'engineer2', realName: '林工', locale: 'zh-CN' },
  { id: 'U0APPROVER', name: 'approver', realName: 'Ana Approver' },
  { id: 'U0APPROVER2', name: 'approver2', realName: '陈审', locale: 'zh-CN' },
  { id: 'U0ONCALL', name: 'oncall', realName: 'Otto Oncall' },
  { id: 'U0OUTSIDER', name: 'outsider', realName: 'Olga Outsider' },
];

/** Their channels. The first is where people type unless they say otherwise; the bot is not in #random. */
export const defaultChannels: readonly ChannelSeed[] = [
  { id: 'C0CHANGES', name: 'changes' },
  { id: 'C0GENERAL', name: 'general' },
  { id: 'C0STAGING', name: 'staging' },
  { id: 'C0PROD', name: 'prod' },
  { id: 'C0RANDOM', name: 'random', bot: false },
];

/** A user group, so that `@release-approvers` becomes what Slack sends for one. */
export const defaultGroups: readonly Group[] = [
  { id: 'S0APPROVERS', handle: 'release-approvers', users: ['U0APPROVER', 'U0APPROVER2'] },
];

/** The scopes of a token nobody narrowed. */
export const defaultScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'usergroups:read',
  'users:read',
];

/** The events an app is subscribed to unless it is said otherwise, by the names used in a manifest. */
export const defaultEvents: readonly string[] = [
  'app_mention',
  'app_home_opened',
  'channel_left',
  'file_shared',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
];
