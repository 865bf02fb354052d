import type { TemplateFinding } from '../../core/generate/finding.ts';
import type { Template } from '../../core/generate/template.ts';
import {
  checkedTemplates,
  refusedTemplate,
  templateHistory,
  templateList,
  templateText,
  templateView,
} from '../../handlers/views/templates.ts';
import { sampleVersion } from './fixtures/configs.ts';
import { type Family, sample } from './types.ts';

const source = (file: string) => ({ file, text: '', line: 1 });
const template = (
  name: string,
  more: Partial<Template['meta']> = {},
  origin: Template['origin'] = 'shipped',
): Template => ({
  ...{ name, origin, body: source(`${name}.hbs`), pattern: source(`${name}.hbs`), partials: new Map() },
  meta: {
    ...{
      title: { en: 'Access switch', zh: '接入交换机' },
      file: '{{name}}.cfg',
      platforms: ['huawei-vrp', 'h3c-comware'],
      validators: ['lint'],
    },
    variables: {
      vlan: { type: 'number', required: true, example: 10, description: 'VLAN of the users' },
      ntp: { type: 'list', required: false, default: ['10.0.0.9'] },
      uplink: { type: 'string', required: true },
    },
    ...more,
  } as Template['meta'],
});
const access = template('vrp/access', {
  description: { en: 'Access ports, uplink, NTP and SNMP of a switch.', zh: '接入端口、上联、NTP 与 SNMP。' },
});
const own = template(
  'nginx-site',
  { title: { en: 'nginx site', zh: 'nginx 站点' }, platforms: [], validators: [], variables: {} },
  'own',
);
const finding = (more: Partial<TemplateFinding> = {}): TemplateFinding => ({
  ...{ severity: 'error', rule: 'x', file: 'access.hbs', line: 4, column: 8, through: [] },
  text: { en: '{{#if}} is not closed.', zh: '{{#if}} 未关闭。' },
  ...more,
});
const called = finding({ file: 'partials/ntp.hbs', through: ['access.hbs:12:1'], severity: 'warning' });
const frontMatter = finding({
  rule: 'front-matter',
  line: 1,
  text: { en: 'the front matter lacks file.', zh: 'front matter 缺少 file。' },
});
const filesOf = (name: string, origin: Template['origin']) => [{ path: `${name}.hbs`, text: 'x', origin }];
const versions = [
  sampleVersion({ message: 'HTTP/2', trailers: { 'Approved-By': 'U0APPROVER, U0APPROVER2' } }),
  sampleVersion({ short: '1b2c3d4e5f', message: 'First version', added: 40, removed: 0 }),
];

export const templates: Family = {
  name: 'templates',
  title: { en: 'Templates', zh: '模板' },
  samples: [
    sample('template-list', 'Templates, a partial, a broken file', '模板、partial 与有误的文件', (language) =>
      templateList([access, own], [frontMatter], language, [{ path: 'partials/ntp.hbs' }]),
    ),
    sample('template-list-none', 'No templates', '没有模板', (language) => templateList([], [], language)),
    sample('template-shipped', 'One that ships with the bot', '自带模板', (language) => templateView(access, language)),
    sample('template-own', 'One of the team’s', '团队模板', (language) => templateView(own, language)),
    sample('template-text', 'Its text of another revision', '其他版本的内容', (language) =>
      templateText('nginx-site', '3f2a9c41d0', language),
    ),
    sample('template-partial', 'A partial', 'partial', (language) => templateText('partials/ntp', undefined, language)),
    sample('template-history', 'Its versions', '模板历史', (language) =>
      templateHistory({ template: 'nginx-site', versions, files: filesOf('nginx-site', 'own') }, language),
    ),
    sample('template-history-none', 'It never was the team’s', '没有团队版本', (language) =>
      templateHistory({ template: 'vrp/access', versions: [], files: filesOf('vrp/access', 'shipped') }, language),
    ),
    sample(
      'template-refused',
      'Not saved: two things are wrong',
      '未保存：两处问题',
      (language) => refusedTemplate({ template: 'access', findings: [finding(), called] }, language).message,
    ),
    sample(
      'template-refused-partial',
      'Not saved: perhaps a partial',
      '未保存：可能是 partial',
      (language) => refusedTemplate({ template: 'ntp', findings: [frontMatter] }, language).message,
    ),
    sample(
      'template-refused-many',
      'Not saved: 60 things are wrong',
      '未保存：60 处问题',
      (language) =>
        refusedTemplate(
          { template: 'access', findings: Array.from({ length: 60 }, (_, at) => finding({ line: at + 1 })) },
          language,
        ).message,
    ),
    sample('templates-checked', 'Checked, two found', '检查发现两处问题', (language) =>
      checkedTemplates(14, [finding(), called], language),
    ),
    sample('templates-checked-well', 'Checked, nothing is wrong', '检查没有问题', (language) =>
      checkedTemplates(1, [], language),
    ),
  ],
};
