/** What Ansible is told of one platform. */
export interface AnsiblePlatform {
  /** `ansible_network_os`, with its collection. */
  readonly network_os?: string;
  /** `ansible_connection`. */
  readonly connection?: string;
  /** `ansible_become_method`; with it goes `ansible_become: true`. */
  readonly become?: string;
}

/** By platform. A platform that is not in it gets none of the three, and Ansible takes its own defaults (ssh). */
export type AnsibleMapping = Readonly<Record<string, AnsiblePlatform>>;

const cli = 'ansible.netcommon.network_cli';

/**
 * As the collections of the Ansible package name their platforms (docs of each collection's `cliconf` plug-in).
 * `community.network`, which holds Huawei's `ce`, left the Ansible package with Ansible 12: install it
 * (`ansible-galaxy collection install community.network`), or map the platform to another collection. H3C Comware and
 * Ruijie have no collection in the package: Ansible reaches them with `raw` over plain ssh, so nothing is said of them.
 */
const standard: AnsibleMapping = {
  linux: { connection: 'ssh' },
  windows: { connection: 'winrm' },
  'huawei-vrp': { network_os: 'community.network.ce', connection: cli },
  'cisco-ios': { network_os: 'cisco.ios.ios', connection: cli },
  'cisco-nxos': { network_os: 'cisco.nxos.nxos', connection: cli },
  'cisco-iosxr': { network_os: 'cisco.iosxr.iosxr', connection: cli },
  'cisco-asa': { network_os: 'cisco.asa.asa', connection: cli },
  'juniper-junos': { network_os: 'junipernetworks.junos.junos', connection: 'ansible.netcommon.netconf' },
  'arista-eos': { network_os: 'arista.eos.eos', connection: cli },
  'fortinet-fortios': { network_os: 'fortinet.fortios.fortios', connection: 'ansible.netcommon.httpapi' },
  'mikrotik-routeros': { network_os: 'community.routeros.routeros', connection: cli },
  vyos: { network_os: 'vyos.vyos.vyos', connection: cli },
};

/** The mapping in force: the standard one, with what the settings say of a platform in its place. */
export function ansibleMapping(settings: AnsibleMapping = {}): AnsibleMapping {
  return { ...standard, ...settings };
}
