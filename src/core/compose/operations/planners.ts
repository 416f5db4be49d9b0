// The planner of each kind of operation, by name.

import type { Edits } from '../../text/edit.ts';
import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Topology } from '../topology.ts';
import { addNetwork } from './network/add-network.ts';
import { addService } from './service/add-service.ts';
import { address } from './membership/address.ts';
import { alias } from './membership/alias.ts';
import { attach } from './membership/attach.ts';
import { bind } from './port/bind.ts';
import { capability } from './service/capability.ts';
import { depends } from './service/depends.ts';
import { detach } from './membership/detach.ts';
import { driverOpt } from './network/driver-opt.ts';
import { gwPriority } from './membership/gw-priority.ts';
import { intent } from './intent/intent.ts';
import { ipam } from './network/ipam.ts';
import { keyedItem } from './service/keyed-item.ts';
import { listItem } from './service/list-item.ts';
import { mode } from './membership/mode.ts';
import { move } from './membership/move.ts';
import { networkField } from './network/network-field.ts';
import type { PlainOperation } from './operation.ts';
import type { OperationOf, Planner } from './planner.ts';
import { publish } from './port/publish.ts';
import { remap } from './port/remap.ts';
import { removeNetwork } from './network/remove-network.ts';
import { removeService } from './service/remove-service.ts';
import { renameNetwork } from './network/rename-network.ts';
import { renameService } from './service/rename-service.ts';
import { replicas } from './service/replicas.ts';
import { securityOpt } from './service/security-opt.ts';
import { textField } from './service/text-field.ts';
import { unalias } from './unalias.ts';
import { undepends } from './undepends.ts';
import { unintent } from './intent/unintent.ts';
import { unpublish } from './port/unpublish.ts';
import { unset } from './service/unset.ts';

/** One line per kind of operation. */
const PLANNERS: { readonly [T in PlainOperation['type']]: Planner<T> } = {
  'add-network': addNetwork,
  'add-service': addService,
  address,
  alias,
  attach,
  bind,
  'cap-add': capability,
  'cap-drop': capability,
  'cap-unadd': capability,
  'cap-undrop': capability,
  command: textField,
  'container-name': textField,
  depends,
  detach,
  driver: networkField,
  'driver-opt': driverOpt,
  'enable-ipv6': networkField,
  entrypoint: textField,
  env: keyedItem,
  expose: listItem,
  external: networkField,
  'extra-host': keyedItem,
  'gw-priority': gwPriority,
  hostname: textField,
  image: textField,
  intent,
  internal: networkField,
  ipam,
  label: keyedItem,
  link: listItem,
  'link-local': address,
  mac: address,
  mode,
  move,
  'network-name': networkField,
  profile: listItem,
  publish,
  remap,
  'remove-network': removeNetwork,
  'remove-service': removeService,
  'rename-network': renameNetwork,
  'rename-service': renameService,
  replicas,
  'security-opt': securityOpt,
  sysctl: keyedItem,
  unaddress: address,
  unalias,
  undepends,
  unexpose: listItem,
  unintent,
  unlink: listItem,
  unprofile: listItem,
  unpublish,
  unset,
  unvolume: listItem,
  user: textField,
  volume: listItem,
};

/** The edits of an operation, not verified yet. */
export function planEdits(document: ComposeDocument, operation: PlainOperation): Result<Edits> {
  return planOf(operation.type, document, operation);
}

/** The model after an operation. */
export function reduceModel(document: ComposeDocument, operation: PlainOperation): Topology {
  return reduceOf(operation.type, document, operation);
}

function planOf<T extends PlainOperation['type']>(
  type: T,
  document: ComposeDocument,
  operation: PlainOperation,
): Result<Edits> {
  return PLANNERS[type].plan(document, operation as OperationOf<T>);
}

function reduceOf<T extends PlainOperation['type']>(
  type: T,
  document: ComposeDocument,
  operation: PlainOperation,
): Topology {
  return PLANNERS[type].reduce(document.topology, operation as OperationOf<T>, document.environment);
}
