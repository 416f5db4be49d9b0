// What the layout is told beside the topology. Facts come as data, so that layout needs no analysis code.

import type { Topology } from '../compose/topology.ts';

/** A published port with where it answers. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
}

export type TierName = 'edge' | 'app' | 'data';

export interface LayoutInput {
  readonly topology: Topology;
  /** By the service that publishes; services without ports may be absent. */
  readonly published: ReadonlyMap<string, readonly PublishedPort[]>;
  /** Inferred or declared tiers; an absent service counts as `app`. */
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Networks on which every member reaches every other. */
  readonly rooms: ReadonlySet<string>;
}
