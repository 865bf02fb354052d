/** How Cisco's IOS, IOS XE and NX-OS, Arista's EOS and Ruijie's RGOS shorten names of interfaces in tables. */
const short: readonly (readonly [pattern: RegExp, long: string])[] = [
  [/^Fas?(?=\d)/, 'FastEthernet'],
  [/^Gig?(?=\d)/, 'GigabitEthernet'],
  [/^Te(?:n)?(?=\d)/, 'TenGigabitEthernet'],
  [/^Twe(?=\d)/, 'TwentyFiveGigE'],
  [/^Tw(?=\d)/, 'TwoGigabitEthernet'],
  [/^Fi(?:v)?(?=\d)/, 'FiveGigabitEthernet'],
  [/^Fo(?:r)?(?=\d)/, 'FortyGigabitEthernet'],
  [/^Hu(?:n)?(?=\d)/, 'HundredGigE'],
  [/^Eth?(?=\d)/, 'Ethernet'],
  [/^Ma(?=\d)/, 'Management'],
  [/^Vl(?=\d)/, 'Vlan'],
  [/^Lo(?=\d)/, 'Loopback'],
  [/^Tu(?=\d)/, 'Tunnel'],
  [/^Se(?=\d)/, 'Serial'],
  [/^Ap(?=\d)/, 'AppGigabitEthernet'],
];

/** The long name of a local interface (`Gi1/0/48` → `GigabitEthernet1/0/48`); `channel` is what the platform calls a bundle. */
export function longName(name: string, channel = 'Port-channel'): string {
  if (/^Po\d/.test(name)) return channel + name.slice(2);
  const found = short.find(([pattern]) => pattern.test(name));
  return found ? name.replace(found[0], found[1]) : name;
}
