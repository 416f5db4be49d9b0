// The input of the layout beside the topology. Facts come as data, so that layout needs no analysis code.

import type { Network, Service } from '../compose/topology.ts';
import type { Scene, Slot } from './scene.ts';

/** What of a service decides where it is drawn: little enough to be sent to another thread. */
export interface DrawnService extends Pick<Service, 'name' | 'mode' | 'containerName' | 'replicas'> {
  readonly attachments: readonly Pick<Service['attachments'][number], 'network'>[];
}

export type DrawnNetwork = Pick<Network, 'name' | 'external' | 'internal' | 'origin' | 'dockerName'>;

/** A topology as far as the layout looks at it. */
export interface DrawnTopology {
  readonly services: ReadonlyMap<string, DrawnService>;
  readonly networks: ReadonlyMap<string, DrawnNetwork>;
  /** The project's, which the names of containers and networks in Docker begin with. */
  readonly name: string | null;
}

/** A published port with where it answers. */
export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: string;
  readonly reachableFrom: 'outside' | 'host' | 'nowhere' | 'unknown';
  /** The item as written, where a variable without a value keeps it from being read: the other fields are empty then. */
  readonly raw?: string;
}

/** A way in that a reverse proxy gives, as labels declare it. */
export interface ProxiedHost {
  /** The service that is the proxy; its kind where the file has none. */
  readonly proxy: string;
  /** True where the proxy is not in the file. */
  readonly ghost: boolean;
  readonly host: string;
  readonly port: number | null;
}

export type TierName = 'edge' | 'app' | 'data';

export interface LayoutInput {
  readonly topology: DrawnTopology;
  /** By the service that publishes; services without ports may be absent. */
  readonly published: ReadonlyMap<string, readonly PublishedPort[]>;
  /** Inferred or declared tiers; an absent service counts as `app`. */
  readonly tiers: ReadonlyMap<string, TierName>;
  /** Networks on which every member reaches every other. */
  readonly rooms: ReadonlySet<string>;
  /** Ways in by a proxy, by service; services without one may be absent. */
  readonly proxied: ReadonlyMap<string, readonly ProxiedHost[]>;
  /** Groups of services that are drawn as one each. */
  readonly piles: readonly (readonly string[])[];
  /** Cells to keep to: those of the scene before, and pins. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** Pairs of services of which the first needs the second; each pair once. */
  readonly needs: readonly (readonly [from: string, to: string])[];
  /** What there is to draw in, in px on the screen; null where any size will do (then 16:10 is aimed at). */
  readonly room: Room | null;
  /** Rows and sizes of the scene before, which an edit keeps; null to choose them for the room. */
  readonly shape: SceneShape | null;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export type SceneShape = Pick<Scene, 'rows' | 'sizes'>;
