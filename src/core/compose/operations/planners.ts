// The planner of each kind of operation, by name.

import type { Edits } from '../../text/edit.ts';
import type { Result } from '../../text/result.ts';
import type { ComposeDocument } from '../document.ts';
import type { Topology } from '../topology.ts';
import { addNetwork } from './add-network.ts';
import { addService } from './add-service.ts';
import { address } from './address.ts';
import { alias } from './alias.ts';
import { attach } from './attach.ts';
import { bind } from './bind.ts';
import { capability } from './capability.ts';
import { depends } from './depends.ts';
import { detach } from './detach.ts';
import { driverOpt } from './driver-opt.ts';
import { gwPriority } from './gw-priority.ts';
import { intent } from './intent.ts';
import { ipam } from './ipam.ts';
import { keyedItem } from './keyed-item.ts';
import { listItem } from './list-item.ts';
import { mode } from './mode.ts';
import { move } from './move.ts';
import { networkField } from './network-field.ts';
import type { PlainOperation } from './operation.ts';
import type { OperationOf, Planner } from './planner.ts';
import { publish } from './publish.ts';
import { remap } from './remap.ts';
import { removeNetwork } from './remove-network.ts';
import { removeService } from './remove-service.ts';
import { renameNetwork } from './rename-network.ts';
import { renameService } from './rename-service.ts';
import { replicas } from './replicas.ts';
import { securityOpt } from './security-opt.ts';
import { textField } from './text-field.ts';
import { unalias } from './unalias.ts';
import { undepends } from './undepends.ts';
import { unintent } from './unintent.ts';
import { unpublish } from './unpublish.ts';
import { unset } from './unset.ts';

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
