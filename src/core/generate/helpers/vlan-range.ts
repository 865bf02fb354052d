import { choice, textsOf } from '../arguments.ts';
import { defineHelper } from '../define-helper.ts';
import { portions } from '../network/portions.ts';
import { expandVlans, vlanRuns } from '../network/vlans.ts';

/**
 * The shortest ranges of VLANs. style=huawei as VRP and Comware write them, style=cisco as IOS does, which lists two
 * neighbours and makes a range of three. most=n gives a list of texts of at most n ranges each: VRP and Comware take 10 in
 * one command.
 */
export default defineHelper({
  title: { en: 'Range of VLANs', zh: 'VLAN 范围' },
  usage: 'vlan-range list style="huawei|cisco" most=10',
  examples: [
    { template: '{{vlan-range vlans}}', data: { vlans: [30, 10, 11, 12] }, result: '10 to 12 30' },
    { template: '{{vlan-range "10,11,20"}}', result: '10 to 11 20' },
    { template: '{{vlan-range "10 to 20 30" style="cisco"}}', result: '10-20,30' },
    { template: '{{vlan-range "10-11,20" style="cisco"}}', result: '10,11,20' },
    { template: '{{join (vlan-range "1,3,5,7-9" most=3) " | "}}', result: '1 3 5 | 7 to 9' },
  ],
  run: (args, hash) => {
    const style = choice(hash, 'style', ['huawei', 'cisco']);
    const runs = vlanRuns(expandVlans(textsOf(args).join(','))).flatMap(([first, last]) => {
      if (first === last) return [String(first)];
      if (style === 'huawei') return [`${first} to ${last}`];
      return last === first + 1 ? [String(first), String(last)] : [`${first}-${last}`];
    });
    return portions(runs, style === 'huawei' ? ' ' : ',', hash);
  },
});
