// Which key of its service an operation writes: what may come from an anchor that others share.

import type { PlainOperation } from './operation.ts';

/** The key; null for operations on networks, intents, whole services, and those that write several keys but the networks. */
export function editedKey(operation: PlainOperation): string | null {
  switch (operation.type) {
    case 'attach':
    case 'detach':
    case 'move':
    case 'alias':
    case 'unalias':
    case 'address':
    case 'unaddress':
    case 'mac':
    case 'link-local':
    case 'gw-priority':
    case 'mode':
      return 'networks';
    case 'publish':
    case 'unpublish':
    case 'bind':
    case 'remap':
      return 'ports';
    case 'expose':
    case 'unexpose':
      return 'expose';
    case 'link':
    case 'unlink':
      return 'links';
    case 'profile':
    case 'unprofile':
      return 'profiles';
    case 'volume':
    case 'unvolume':
      return 'volumes';
    case 'cap-add':
    case 'cap-unadd':
      return 'cap_add';
    case 'cap-drop':
    case 'cap-undrop':
      return 'cap_drop';
    case 'security-opt':
      return 'security_opt';
    case 'env':
      return 'environment';
    case 'label':
      return 'labels';
    case 'sysctl':
      return 'sysctls';
    case 'extra-host':
      return 'extra_hosts';
    case 'depends':
    case 'undepends':
      return 'depends_on';
    case 'container-name':
      return 'container_name';
    case 'user':
    case 'image':
    case 'command':
    case 'entrypoint':
    case 'hostname':
      return operation.type;
    case 'replicas':
      return 'deploy';
    case 'unset':
      return operation.key;
    case 'intent':
    case 'unintent':
    case 'add-service':
    case 'remove-service':
    case 'rename-service':
    case 'internal':
    case 'ipam':
    case 'enable-ipv6':
    case 'external':
    case 'driver':
    case 'driver-opt':
    case 'network-name':
    case 'add-network':
    case 'remove-network':
    case 'rename-network':
      return null;
  }
}
