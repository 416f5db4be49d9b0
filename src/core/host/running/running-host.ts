// What runs on a host: its containers, stopped ones too, and its networks, as the Engine reports them. Plain data.

import type { Option, Subnet } from '../../compose/topology.ts';
import type { DaemonOptions } from '../../reach/daemon-settings.ts';
import type { ConfigJson, ContainerJson } from './inspect-json.ts';

export interface RunningPort {
  readonly hostIp: string;
  /** '' where the host picks one. */
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: string;
}

export interface RunningEndpoint {
  /** '' while the container does not run. */
  readonly address: string;
  /** The address that was configured; null where none. */
  readonly fixedAddress: string | null;
  readonly aliases: readonly string[];
  /** `GwPriority`; null on an Engine before 28, which has none. */
  readonly gatewayPriority: number | null;
}

export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  /** Its Compose project; null where Compose did not make it. */
  readonly project: string | null;
  readonly service: string;
  readonly number: number;
  /** Made by `docker compose run`. */
  readonly oneOff: boolean;
  readonly running: boolean;
  /** `running`, `exited (1)` and the like. */
  readonly state: string;
  /** `host`, `none`, `container:ID`, else the name of a network. */
  readonly mode: string;
  readonly networks: ReadonlyMap<string, RunningEndpoint>;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: boolean;
  readonly user: string;
  /** As it was created with, and as they are bound now. */
  readonly wantedPorts: readonly RunningPort[];
  readonly boundPorts: readonly RunningPort[];
  /** All that the Engine says of it. */
  readonly json: ContainerJson;
}

export interface RunningNetwork {
  readonly id: string;
  readonly name: string;
  /** The Compose project that made it, and its key there; null where Compose did not. */
  readonly project: string | null;
  readonly key: string | null;
  /** The hash of what Compose made it with; null where it carries none, and Compose never changes it. */
  readonly hash: string | null;
  readonly driver: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv4: boolean;
  readonly ipv6: boolean;
  readonly options: ReadonlyMap<string, string>;
  readonly ipamDriver: string;
  readonly ipamOptions: readonly Option[];
  readonly subnets: readonly Subnet[];
  readonly labels: readonly Option[];
  /** Containers on it, by id. */
  readonly members: ReadonlyMap<string, string>;
}

export interface RunningHost {
  /** `X.Y.Z` */
  readonly engine: string;
  /** Why its host is outside the model (Docker Desktop, rootless); null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** What the Engine says of its daemon's settings; absent where it was not asked. */
  readonly daemon?: DaemonOptions;
  readonly containers: readonly RunningContainer[];
  /** By name. */
  readonly networks: ReadonlyMap<string, RunningNetwork>;
  /** What images say themselves, by id, as far as it was asked. */
  readonly images: ReadonlyMap<string, ConfigJson>;
}
