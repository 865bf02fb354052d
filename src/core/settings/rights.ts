/** What can be allowed in access.yaml: the slash commands (DESIGN 6), and `trust`, which pins hosts' keys. */
export const rights = [
  ...['deploy', 'rollback', 'collect', 'convert', 'inventory', 'generate'],
  ...['template', 'config', 'ticket', 'freeze', 'ops', 'trust'],
] as const;
