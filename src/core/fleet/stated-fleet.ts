// What a fleet's file states: machines, the networks between them, and routers. `fleet-file.ts` reads it.

import type { FilePosition } from '../host/host-file.ts';
import type { AddressRange } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Path, Tree } from '../yaml/tree.ts';
import type { FleetAddress } from './fleet-address.ts';
import type { AllowEntry, ForwardEntry, RouteEntry } from './fleet-entries.ts';

/** The name of a fleet's file. */
export const fleetFileName = 'bulkhead.fleet.yaml';

/** Addresses by the name of the network. */
export type AddressesByNetwork = ReadonlyMap<string, readonly FleetAddress[]>;

/** A machine as the file states it. */
export interface StatedFleetMachine {
  readonly name: string;
  /** The folder of its stacks and the path of its record, from the folder of the file; null when the file states none. */
  readonly stacks: string | null;
  readonly record: string | null;
  readonly context: string | null;
  /** True for a node of the fleet's swarm; the stacks in its folder are then stacks of the swarm. */
  readonly swarm: boolean;
  readonly engine: string | null;
  readonly daemon: Readonly<Record<string, unknown>> | null;
  readonly addresses: AddressesByNetwork;
  readonly routes: readonly RouteEntry[];
  /** True when a key of it that says what runs there cannot be used, or has no meaning: each is a fault. */
  readonly isFaulty: boolean;
}

/** True for a machine with addresses alone, such as a laptop or a printer: the file states nothing to read of it. */
export function isOpaque({ stacks, record, context, isFaulty }: StatedFleetMachine): boolean {
  return stacks === null && record === null && context === null && !isFaulty;
}

/**
 * True when the file says where all that runs on a machine is read: in a folder of stacks, or in a record, with nothing left to a context
 * that nobody asks.
 */
export function isAllInFiles({ stacks, context, isFaulty }: StatedFleetMachine): boolean {
  return !isFaulty && (stacks !== null || context === null);
}

/** A network between machines. */
export interface FleetNetwork {
  readonly name: string;
  readonly kind: 'lan' | 'mesh' | 'internet';
  readonly subnets: readonly {
    readonly family: Family;
    readonly range: AddressRange;
    readonly text: string;
  }[];
  /** Who may ask whom; null when everybody may. */
  readonly allow: readonly AllowEntry[] | null;
}

/** A router between networks. */
export interface FleetRouter {
  readonly name: string;
  readonly addresses: AddressesByNetwork;
  /** The networks whose machines get out to the Internet. */
  readonly nat: readonly string[];
  readonly hairpin: 'none' | 'nat' | 'dnat';
  readonly forwards: readonly ForwardEntry[];
  readonly allow: readonly AllowEntry[];
}

/** A fault of the file: a warning about a word without a meaning, or an error about an unusable value. */
export interface FleetFault extends FilePosition {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly path: Path;
}

/** The file of a fleet after reading; what has a fault is left out. */
export interface FleetFile {
  readonly file: string;
  readonly text: string;
  readonly tree: Tree | null;
  readonly machines: ReadonlyMap<string, StatedFleetMachine>;
  readonly networks: ReadonlyMap<string, FleetNetwork>;
  /** The routers; null when the file says nothing of any. */
  readonly routers: ReadonlyMap<string, FleetRouter> | null;
  /** The machine or router that a host name leads to. */
  readonly names: ReadonlyMap<string, string>;
  readonly faults: readonly FleetFault[];
}
