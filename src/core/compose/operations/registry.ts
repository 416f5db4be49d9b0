// The kinds of operations, one line each; a new one needs its file and a line here. The type `PlainOperation` is derived from this
// list.

import type { ComposeDocument } from '../document.ts';
import type { Planned } from './document-edit.ts';
import { intent } from './intent/intent.ts';
import { unintent } from './intent/unintent.ts';
import { address, linkLocal, mac, unaddress } from './membership/address.ts';
import { alias, unalias } from './membership/alias.ts';
import { attach } from './membership/attach.ts';
import { detach } from './membership/detach.ts';
import { gwPriority } from './membership/gw-priority.ts';
import { mode } from './membership/mode.ts';
import { move } from './membership/move.ts';
import { addNetwork } from './network/add-network.ts';
import { driverOpt } from './network/driver-opt.ts';
import { ipam } from './network/ipam.ts';
import { driver, enableIpv6, external, internal, networkName } from './network/network-field.ts';
import { removeNetwork } from './network/remove-network.ts';
import { renameNetwork } from './network/rename-network.ts';

import type { OperationKind, OperationOfKind } from './operation-kind.ts';
import { bind } from './port/bind.ts';
import { hostPort } from './port/host-port.ts';
import { publish } from './port/publish.ts';
import { remap } from './port/remap.ts';
import { unpublish } from './port/unpublish.ts';
import { addService } from './service/add-service.ts';
import { capAdd, capDrop, capUnadd, capUndrop } from './service/capability.ts';
import { depends, undepends } from './service/depends.ts';
import { env, extraHost, label, sysctl } from './service/keyed-item.ts';
import {
  expose,
  link,
  profile,
  tmpfs,
  unexpose,
  unlink,
  unprofile,
  unvolume,
  volume,
} from './service/list-item.ts';
import { readOnly } from './service/read-only.ts';
import { removeService } from './service/remove-service.ts';
import { renameService } from './service/rename-service.ts';
import { replicas } from './service/replicas.ts';
import { securityOpt } from './service/security-opt.ts';
import { command, containerName, entrypoint, hostname, image, user } from './service/text-field.ts';
import { unset } from './service/unset.ts';

/** What a person means to do with a service, a network or the intents: one of the kinds in the registry. */
export type PlainOperation = OperationOfKind<(typeof operationKinds)[number]>;

/** In the order in which messages name them. */
export const operationKinds = [
  attach,
  detach,
  move,
  alias,
  unalias,
  address,
  linkLocal,
  mac,
  unaddress,
  gwPriority,
  mode,
  publish,
  unpublish,
  bind,
  hostPort,
  remap,
  expose,
  unexpose,
  link,
  unlink,
  extraHost,
  capAdd,
  capUnadd,
  capDrop,
  capUndrop,
  securityOpt,
  sysctl,
  user,
  image,
  command,
  entrypoint,
  hostname,
  containerName,
  replicas,
  env,
  label,
  volume,
  unvolume,
  tmpfs,
  readOnly,
  profile,
  unprofile,
  depends,
  undepends,
  unset,
  addService,
  removeService,
  renameService,
  internal,
  ipam,
  enableIpv6,
  external,
  driver,
  driverOpt,
  networkName,
  intent,
  unintent,
  addNetwork,
  removeNetwork,
  renameNetwork,
] as const;

/** What every kind can do with an operation of its own. */
type AnyKind = OperationKind<PlainOperation>;

const byType: ReadonlyMap<string, AnyKind> = new Map(
  operationKinds.map((kind) => [kind.type, kind as OperationKind<never> as AnyKind]),
);

/** The kind of that name; undefined where there is none. */
export function kindNamed(name: string): AnyKind | undefined {
  return byType.get(name);
}

/** The kind of an operation; every type of `PlainOperation` has one, since it is derived from the list. */
export function kindOf(operation: PlainOperation): AnyKind {
  return byType.get(operation.type) as AnyKind;
}

/** Which key of its service an operation writes; null for operations on networks, intents and whole services. */
export function editedKey(operation: PlainOperation): string | null {
  return kindOf(operation).editedKey(operation);
}

/** What an operation does, not verified yet. Its values are checked first, then the file. */
export function planEdits(document: ComposeDocument, operation: PlainOperation): Planned {
  const kind = kindOf(operation);
  return kind.refuseValue?.(operation) ?? kind.plan(document, operation);
}
