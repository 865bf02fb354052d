import { defineHelper } from '../define-helper.ts';

export default defineHelper({
  title: {
    en: 'Whether all its arguments are there (false, 0 and an empty list are), for #if and #unless.',
    zh: '参数是否都存在（false、0 和空列表也算存在），用于 #if 和 #unless。',
  },
  usage: 'defined site',
  examples: [
    { template: '{{#if (defined site)}}in {{site}}{{else}}anywhere{{/if}}', data: {}, result: 'anywhere' },
    { template: '{{#if (defined site)}}in {{site}}{{else}}anywhere{{/if}}', data: { site: '北京' }, result: 'in 北京' },
    { template: '{{#if (defined vlan)}}vlan {{vlan}}{{/if}}', data: { vlan: 0 }, result: 'vlan 0' },
  ],
  lenient: true,
  run: (args) => args.every((value) => value !== null),
});
