import { textsOf } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { expandInterfaces } from '../network/interfaces.ts';

/** The names of the interfaces that texts or lists mean, in their order, each once. */
export default defineHelper({
  title: { en: 'Interfaces of a range', zh: '展开接口范围' },
  usage: 'expand-interfaces "GE1/0/1-4"',
  examples: [
    { template: '{{join (expand-interfaces "GE1/0/1-3") " "}}', result: 'GE1/0/1 GE1/0/2 GE1/0/3' },
    { template: '{{join (expand-interfaces "Gi{1,2}/0/{1..2}") " "}}', result: 'Gi1/0/1 Gi1/0/2 Gi2/0/1 Gi2/0/2' },
    { template: '{{join (expand-interfaces "GE1/0/1,3, 24") " "}}', result: 'GE1/0/1 GE1/0/3 GE1/0/24' },
    {
      template: '{{#each (expand-interfaces ports)}}{{this}};{{/each}}',
      data: { ports: ['100GE1/0/1 to 1/0/2', 'Eth-Trunk1'] },
      result: '100GE1/0/1;100GE1/0/2;Eth-Trunk1;',
    },
  ],
  run: (args) => [...new Set(textsOf(args).flatMap(expandInterfaces))],
});
