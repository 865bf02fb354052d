/** What a host can be, everywhere (DESIGN 1). */
export const deviceTypes = [
  ...['switch', 'router', 'firewall', 'load-balancer', 'wireless-controller', 'wireless-ap', 'server', 'storage'],
  ...['san-switch', 'vm', 'power', 'console-server', 'kvm', 'camera', 'printer', 'phone', 'ips', 'other'],
] as const;

export type DeviceType = (typeof deviceTypes)[number];
