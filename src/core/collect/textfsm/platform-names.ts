/** What ntc-templates calls our platforms (netmiko's device types). Ruijie goes by two names there. */
const names: Readonly<Record<string, readonly string[]>> = {
  'huawei-vrp': ['huawei_vrp'],
  'h3c-comware': ['hp_comware'],
  'cisco-ios': ['cisco_ios'],
  'cisco-nxos': ['cisco_nxos'],
  'juniper-junos': ['juniper_junos'],
  'ruijie-os': ['ruijie_os', 'ruijie_rgos'],
  'arista-eos': ['arista_eos'],
};

/** What an index may call a platform: ours, or its own name already. */
export function indexPlatforms(platform: string): readonly string[] {
  return (Object.hasOwn(names, platform) ? names[platform] : undefined) ?? [platform];
}
