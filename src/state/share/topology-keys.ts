// What a shared design holds: names, and what decides who reaches whom. Every other key may hold a secret and stays at home.

/** Keys of a service that are shared as they are. */
export const serviceKeys: ReadonlySet<string> = new Set([
  'image',
  'container_name',
  'hostname',
  'domainname',
  'network_mode',
  'networks',
  'ports',
  'expose',
  'links',
  'external_links',
  'depends_on',
  'extends',
  'profiles',
  'scale',
  'cap_add',
  'cap_drop',
  'privileged',
  'user',
  'security_opt',
  'read_only',
  'mac_address',
  'pid',
  'ipc',
  'x-bulkhead',
]);

/** Keys of the file that are shared, beside `services` and `networks`. */
export const fileKeys: ReadonlySet<string> = new Set(['name', 'include', 'x-bulkhead']);

/** Keys of a service whose entries are counted as values that were left out. */
export const countedKeys: ReadonlySet<string> = new Set([
  'environment',
  'command',
  'entrypoint',
  'labels',
  'secrets',
]);
