import { choice, type Hash, textsOf } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { expandInterfaces, interfaceRuns } from '../network/interfaces.ts';
import { portions } from '../network/portions.ts';

/**
 * The shortest ranges of interfaces, ordered. style=huawei as `port` in a VLAN of VRP has them, style=h3c with the whole
 * second name (`interface range` of Comware and VRP, `group-member`), style=cisco as `interface range` of IOS. most=n
 * gives a list of texts of at most n ranges each: IOS takes 5 in one command, VRP and Comware 10.
 */
export default defineHelper({
  title: { en: 'Range of interfaces', zh: '接口范围' },
  usage: 'interface-range list style="huawei|h3c|cisco" most=5',
  examples: [
    {
      template: '{{interface-range ports}}',
      data: {
        ports: ['GigabitEthernet1/0/2', 'GigabitEthernet1/0/1', 'GigabitEthernet1/0/3', 'XGigabitEthernet1/0/1'],
      },
      result: 'GigabitEthernet1/0/1 to 1/0/3 XGigabitEthernet1/0/1',
    },
    { template: '{{interface-range "GE1/0/1-4" style="h3c"}}', result: 'GE1/0/1 to GE1/0/4' },
    {
      template: '{{interface-range "GigabitEthernet1/0/1-4,9" style="cisco"}}',
      result: 'GigabitEthernet1/0/1 - 4 , GigabitEthernet1/0/9',
    },
    {
      template: '{{#each (interface-range "Gi1/0/1,3,5" style="cisco" most=2)}}interface range {{this}};{{/each}}',
      result: 'interface range Gi1/0/1 , Gi1/0/3;interface range Gi1/0/5;',
    },
  ],
  run: (args, hash: Hash) => {
    const style = choice(hash, 'style', ['huawei', 'h3c', 'cisco']);
    const runs = interfaceRuns(textsOf(args).flatMap(expandInterfaces)).map(([first, last]) => {
      const start = `${first.type}${first.head}${first.number}`;
      if (first.number === last.number) return start;
      if (style === 'cisco') return `${start} - ${last.number}`;
      return `${start} to ${style === 'h3c' ? last.type : ''}${last.head}${last.number}`;
    });
    return portions(runs, style === 'cisco' ? ' , ' : ' ', hash);
  },
});
