// A random host as data: projects that share networks, as the generator draws them and the writer spells them out. Indexes may
// run over; the writer folds them.

import type { NetworkPlan, PortPlan } from './topology-plan.ts';

/** What a network of a host may differ in. */
export type HostNetworkPlan = Pick<NetworkPlan, 'ipv6' | 'internal' | 'icc' | 'masquerade'>;

export interface SharedNetworkPlan extends HostNetworkPlan {
  /** Where its Docker name sorts among those that carry the name of a project. */
  readonly sorts: 'first' | 'last';
  /** Two projects make it alike; the first to come up does. */
  readonly madeBy: 'one project' | 'two projects' | 'hand';
}

export interface HostServicePlan {
  readonly mode: 'networks' | 'default' | 'bridge' | 'none' | 'host' | 'service' | 'container' | 'network';
  /** Networks of the project: its own, then the shared ones, then `default`. */
  readonly on: readonly number[];
  /** `app` is a service's name in other letters. */
  readonly alias: 'none' | 'api' | 'edge' | 'db' | 'app';
  readonly hostname: boolean;
  readonly containerName: boolean;
  readonly ports: readonly PortPlan[];
  /** The earlier container to join, or the network to name. */
  readonly joins: number;
  readonly twice: boolean;
}

export interface ProjectPlan {
  readonly own: readonly HostNetworkPlan[];
  readonly defaultInternal: boolean;
  /** How it asks for what others make: the Docker name as `name:`, or as the key. */
  readonly asks: 'by name' | 'by key';
  /** Which of the names of services come first. */
  readonly turn: number;
  readonly services: readonly HostServicePlan[];
}

export interface HostPlan {
  readonly shared: readonly SharedNetworkPlan[];
  /** In the order in which they come up. */
  readonly projects: readonly ProjectPlan[];
  /** Which of the names of projects comes first: the order by bytes is not that of coming up. */
  readonly turn: number;
}
