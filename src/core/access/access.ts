import type { Access } from '../settings/types.ts';

/**
 * Whether somebody may use a command: one of their groups is allowed it, there where `environment` is given, anywhere
 * at all where it is not. `user` is a Slack user id; whoever is in no group may do nothing.
 */
export function may(access: Access, user: string, command: string, environment?: string): boolean {
  return access.allow.some((rule) => {
    const here = environment === undefined || !rule.environments || rule.environments.includes(environment);
    return here && rule.commands.includes(command) && inAnyGroup(access, user, [rule.group]);
  });
}

/** The Slack user ids of everybody in any of these groups, each once. A group that does not exist has nobody. */
export function members(access: Access, groups: readonly string[]): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => (Object.hasOwn(access.groups, group) ? (access.groups[group] ?? []) : [])));
}

/** Whether somebody is in at least one of these groups. */
export function inAnyGroup(access: Access, user: string, groups: readonly string[]): boolean {
  return members(access, groups).has(user);
}

/** The commands that somebody may use somewhere, sorted: what help lists. */
export function commandsOf(access: Access, user: string): readonly string[] {
  const rules = access.allow.filter((rule) => inAnyGroup(access, user, [rule.group]));
  return [...new Set(rules.flatMap((rule) => rule.commands))].toSorted();
}
