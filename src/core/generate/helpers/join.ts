import { defineHelper, HelperError } from '../define-helper.ts';

export default defineHelper({
  title: {
    en: 'The entries of a list, one after another, with a text between them (", " where none is given).',
    zh: '将列表各项依次连接，中间加分隔文本（默认为“, ”）。',
  },
  usage: 'join dns " "',
  examples: [
    {
      template: 'nameserver {{join dns " "}};',
      data: { dns: ['10.0.0.1', '10.0.0.2'] },
      result: 'nameserver 10.0.0.1 10.0.0.2;',
    },
    { template: '{{join vlans}}', data: { vlans: [10, 20] }, result: '10, 20' },
    { template: '[{{join none}}]', data: { none: [] }, result: '[]' },
  ],
  run: ([list, between = ', ']) => {
    if (!Array.isArray(list)) {
      throw new HelperError({ en: 'its first argument is not a list.', zh: '第一个参数不是列表。' });
    }
    if (list.some((entry) => entry === null || typeof entry === 'object')) {
      throw new HelperError({
        en: 'an entry of the list is null, a list or an object; only texts, numbers and true/false can be joined.',
        zh: '列表中有 null、列表或对象；只能连接文本、数字和 true/false。',
      });
    }
    return list.join(String(between));
  },
});
