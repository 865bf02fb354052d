/**
 * What a column can be taken for. The order is that of columns in tables that go out. `site` is also what a sheet calls
 * 机房 or location when it has no finer columns.
 */
export const fields = [
  ...['name', 'address', 'service_ip', 'oob_ip', 'mask', 'gateway', 'vlan', 'mac', 'port', 'protocol'],
  ...['type', 'role', 'platform', 'vendor', 'model', 'serial', 'asset_tag', 'os', 'os_version'],
  ...['site', 'building', 'room', 'rack', 'rack_unit', 'cpu', 'memory', 'disk', 'status'],
  ...['environment', 'business_system', 'department', 'owner', 'username', 'purchase_date', 'warranty_end', 'remark'],
  ...['row_no', 'password', 'enable_secret', 'snmp'],
] as const;

export type Field = (typeof fields)[number];

/** Recognised and reported, never stored or shown. */
export const secretFields: ReadonlySet<Field> = new Set(['password', 'enable_secret', 'snmp']);
