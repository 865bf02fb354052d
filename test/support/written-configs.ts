/** A configuration as each kind of device writes it, with a description that a push is to change. */
export const written = {
  vrp5: {
    platform: 'huawei-vrp',
    config: (words: string, more = '') =>
      `#\nsysname core-1\n#\nvlan batch 10\n#\ninterface Vlanif10\n description ${words}\n ip address 10.0.0.1 255.255.255.0\n#\n${more}return\n`,
    line: (words: string) => `description ${words}`,
    extra: 'ip route-static 0.0.0.0 0.0.0.0 10.0.0.254\n#\n',
  },
  comware7: {
    platform: 'h3c-comware',
    config: (words: string, more = '') =>
      `#\n sysname core-1\n#\nvlan 10\n#\ninterface Vlan-interface10\n description ${words}\n ip address 10.0.0.1 255.255.255.0\n#\n${more}return\n`,
    line: (words: string) => `description ${words}`,
    extra: '',
  },
  ios: {
    platform: 'cisco-ios',
    config: (words: string, more = '') =>
      `hostname core-1\n!\nvlan 10\n!\ninterface Vlan10\n description ${words}\n ip address 10.0.0.1 255.255.255.0\n!\n${more}end\n`,
    line: (words: string) => `description ${words}`,
    extra: 'ip route 0.0.0.0 0.0.0.0 10.0.0.254\n!\n',
  },
} as const;
