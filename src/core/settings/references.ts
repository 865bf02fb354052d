import { explain } from '../errors.ts';
import { matching, parseSelector } from '../inventory/selector.ts';
import { counted, type Text } from '../text.ts';
import { suggestion } from './nearest.ts';
import { overlaps } from './overlaps.ts';
import type { FileName, RawSettings } from './schema/index.ts';
import type { Policy, SettingsProblem } from './types.ts';
import { usedHosts } from './used.ts';
import type { Path } from './yaml.ts';

/** Makes a problem at a key path of a file. */
export type Report = (file: FileName, path: Path, text: Text, at?: 'key' | 'value') => SettingsProblem;

/**
 * What is wrong between entries and between files: names that do not exist, jump hosts in a circle, environments that
 * share hosts, approvals that nobody could give. A file that is not valid in itself (absent in `raw`) is not asked.
 */
export function checkReferences(raw: RawSettings, report: Report): readonly SettingsProblem[] {
  return [
    ...credentialsOfHosts(raw, report),
    ...jumpHosts(raw, report),
    ...selectors(raw, report),
    ...appsOfEnvironments(raw, report),
    ...policies(raw, report),
    ...permissions(raw, report),
    ...overlaps(raw, report),
  ];
}

function credentialsOfHosts(raw: RawSettings, report: Report): SettingsProblem[] {
  const [hosts, credentials] = [raw['hosts.yaml']?.hosts, raw['credentials.yaml']];
  if (!credentials) return [];
  const known = credentials.credentials ?? {};
  return Object.entries(hosts ?? {}).flatMap(([name, { credential }]) => {
    if (credential === undefined) return [];
    const path = ['hosts', name, 'credential'];
    if (!Object.hasOwn(known, credential)) {
      return [report('hosts.yaml', path, missing({ en: 'credential', zh: '凭据' }, credential, Object.keys(known)))];
    }
    if (known[credential]?.user !== undefined) return [];
    return [
      report('hosts.yaml', path, {
        en: `the credential ${credential} is for a cloud account: it has no user to log in as`,
        zh: `凭据 ${credential} 用于云账号，没有可登录的 user`,
      }),
    ];
  });
}

function jumpHosts(raw: RawSettings, report: Report): SettingsProblem[] {
  const hosts = raw['hosts.yaml']?.hosts ?? {};
  return Object.entries(hosts).flatMap(([name, { via }]) => {
    if (via === undefined) return [];
    const path = ['hosts', name, 'via'];
    if (!Object.hasOwn(hosts, via)) {
      return [report('hosts.yaml', path, missing({ en: 'host', zh: '主机' }, via, Object.keys(hosts)))];
    }
    const way = [name];
    for (let next: string | undefined = via; next !== undefined; next = hosts[next]?.via) {
      if (next === name) return [report('hosts.yaml', path, circle([...way, next]))];
      if (way.includes(next)) return [];
      way.push(next);
    }
    return [];
  });
}

function circle(way: readonly string[]): Text {
  return { en: `the jump hosts go in a circle: ${way.join(' → ')}`, zh: `跳板机形成循环：${way.join(' → ')}` };
}

function selectors(raw: RawSettings, report: Report): SettingsProblem[] {
  const hosts = raw['hosts.yaml'] && usedHosts(raw['hosts.yaml']);
  return allSelectors(raw).flatMap(([file, path, text]) => {
    try {
      const selector = parseSelector(text);
      if (hosts) matching(selector, hosts);
      return [];
    } catch (error) {
      return [report(file, path, explain(error))];
    }
  });
}

function allSelectors(raw: RawSettings): [FileName, Path, string][] {
  const environments = Object.entries(raw['environments.yaml']?.environments ?? {});
  const files = raw['files.yaml']?.files ?? [];
  return [
    ...environments.map(([name, { hosts }]): [FileName, Path, string] => {
      return ['environments.yaml', ['environments', name, 'hosts'], hosts];
    }),
    ...files.flatMap(({ hosts }, index): [FileName, Path, string][] => {
      return hosts === undefined ? [] : [['files.yaml', ['files', index, 'hosts'], hosts]];
    }),
  ];
}

function appsOfEnvironments(raw: RawSettings, report: Report): SettingsProblem[] {
  if (!raw['apps.yaml']) return [];
  const known = Object.keys(raw['apps.yaml'].apps ?? {});
  return Object.entries(raw['environments.yaml']?.environments ?? {}).flatMap(([name, { apps = [] }]) =>
    apps.flatMap((app, index) => {
      if (known.includes(app)) return [];
      return [
        report(
          'environments.yaml',
          ['environments', name, 'apps', index],
          missing({ en: 'app', zh: '应用' }, app, known),
        ),
      ];
    }),
  );
}

function policies(raw: RawSettings, report: Report): SettingsProblem[] {
  const environments = Object.entries(raw['environments.yaml']?.environments ?? {});
  const ofEnvironments = environments.flatMap(([name, one]) =>
    (['approval', 'rollback', 'emergency'] as const).map((key) => [['environments', name, key], one[key]] as const),
  );
  const more = Object.entries(raw['environments.yaml']?.policies ?? {});
  const all = [...ofEnvironments, ...more.map(([key, policy]) => [['policies', key], policy] as const)];
  return all.flatMap(([path, policy]) => (policy ? policyProblems(raw, report, path, policy) : []));
}

function policyProblems(raw: RawSettings, report: Report, path: Path, policy: Policy): SettingsProblem[] {
  if (!raw['access.yaml']) return [];
  const groups = raw['access.yaml'].groups ?? {};
  const unknown = policy.from.flatMap((group, index) => {
    if (Object.hasOwn(groups, group)) return [];
    const text = missing({ en: 'group', zh: '组' }, group, Object.keys(groups));
    return [report('environments.yaml', [...path, 'from', index], text)];
  });
  if (unknown.length > 0) return unknown;
  const people = new Set(policy.from.flatMap((group) => groups[group] ?? [])).size;
  if (people >= policy.required) return [];
  const from = policy.from.join(', ');
  return [
    report('environments.yaml', [...path, 'required'], {
      en: `asks for ${counted(policy.required, 'approval')}, but ${from} has only ${people === 1 ? '1 person' : `${people} people`}. Ask for fewer, or add people in access.yaml`,
      zh: `需要 ${policy.required} 人同意，但 ${from} 中只有 ${people} 人。请减少人数，或在 access.yaml 中添加成员`,
    }),
  ];
}

function permissions(raw: RawSettings, report: Report): SettingsProblem[] {
  const access = raw['access.yaml'];
  const groups = Object.keys(access?.groups ?? {});
  const environments = raw['environments.yaml'] && Object.keys(raw['environments.yaml'].environments ?? {});
  return (access?.allow ?? []).flatMap((rule, index) => {
    const path = ['allow', index];
    const group = groups.includes(rule.group)
      ? []
      : [report('access.yaml', [...path, 'group'], missing({ en: 'group', zh: '组' }, rule.group, groups))];
    const places = (rule.environments ?? []).flatMap((name, place) => {
      if (!environments || environments.includes(name)) return [];
      const text = missing({ en: 'environment', zh: '环境' }, name, environments);
      return [report('access.yaml', [...path, 'environments', place], text)];
    });
    return [...group, ...places];
  });
}

function missing(kind: Text, name: string, known: readonly string[]): Text {
  const hint = suggestion(name, known);
  return { en: `there is no ${kind.en} called ${name}.${hint.en}`, zh: `没有名为 ${name} 的${kind.zh}。${hint.zh}` };
}
