import { defineHelper } from '../define-helper.ts';

/** A list or text that is empty is a value; only what is absent or null is replaced. */
export default defineHelper({
  title: {
    en: 'The first of its arguments that is there: the way to say that a variable may be absent.',
    zh: '取第一个存在的参数：用来表示变量可以缺省。',
  },
  usage: 'default mtu 1500',
  examples: [
    { template: 'mtu {{default mtu 1500}}', data: {}, result: 'mtu 1500' },
    { template: 'mtu {{default mtu 1500}}', data: { mtu: 9000 }, result: 'mtu 9000' },
    { template: '{{default site region "unknown"}}', data: { region: '华北' }, result: '华北' },
  ],
  lenient: true,
  run: (args) => args.find((value) => value !== null) ?? null,
});
