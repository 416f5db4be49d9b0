// What a shared design contains: names, and the keys that decide who reaches whom. Every other key may hold a secret and is left out.

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

/** Keys of the file whose values are counted under their own name where they are left out; others of the file count as `other`. */
export const countedFileKeys: ReadonlySet<string> = new Set(['secrets', 'configs', 'volumes']);
