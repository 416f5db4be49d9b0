// What runs on a host: its containers, stopped ones too, and its networks, as the Engine reports them. Plain data.

import type { Option, Subnet } from '../../compose/topology.ts';
import type { DaemonOptions } from '../../reach/daemon-settings.ts';
import type { ConfigJson, ContainerJson } from './inspect-json.ts';

export interface RunningPort {
  readonly hostIp: string;
  /** The port of the host; '' when the host picks one. */
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: string;
}

export interface RunningEndpoint {
  /** The current address; '' while the container is stopped. */
  readonly address: string;
  /** The configured address; null for none. */
  readonly fixedAddress: string | null;
  readonly aliases: readonly string[];
  /** The value of `GwPriority`; null on an Engine before 28, which has none. */
  readonly gatewayPriority: number | null;
}

export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  /** The Compose project of the container; null when Compose did not make it. */
  readonly project: string | null;
  readonly service: string;
  readonly number: number;
  /** True for a container of `docker compose run`. */
  readonly oneOff: boolean;
  readonly running: boolean;
  /** The state as the Engine words it: `running`, `exited (1)`. */
  readonly state: string;
  /** The network mode: `host`, `none`, `container:ID`, else the name of a network. */
  readonly mode: string;
  readonly networks: ReadonlyMap<string, RunningEndpoint>;
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly privileged: boolean;
  readonly user: string;
  /** The ports that the container was created with. */
  readonly wantedPorts: readonly RunningPort[];
  readonly boundPorts: readonly RunningPort[];
  /** The complete JSON of the Engine. */
  readonly json: ContainerJson;
}

export interface RunningNetwork {
  readonly id: string;
  readonly name: string;
  /** The Compose project that made the network, and its key there; null when Compose did not. */
  readonly project: string | null;
  readonly key: string | null;
  /** The configuration hash by Compose; null for a network without one, which Compose never changes. */
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
  /** The containers on the network, by id. */
  readonly members: ReadonlyMap<string, string>;
}

export interface RunningHost {
  /** The version of the Engine, as `X.Y.Z`. */
  readonly engine: string;
  /** The reason why the host is outside the model (Docker Desktop, rootless); null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** The daemon's settings; absent unless they were requested. */
  readonly daemon?: DaemonOptions;
  readonly containers: readonly RunningContainer[];
  /** The networks of the Engine, by name. */
  readonly networks: ReadonlyMap<string, RunningNetwork>;
  /** The settings of images, by id, as far as they were requested. */
  readonly images: ReadonlyMap<string, ConfigJson>;
}
