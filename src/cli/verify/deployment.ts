// What runs: the containers of one Compose project and their networks, as the Engine reports them. Plain data.

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
}

export interface RunningContainer {
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly number: number;
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
}

export interface RunningNetwork {
  readonly name: string;
  readonly driver: string;
  readonly internal: boolean;
  readonly ipv6: boolean;
  readonly options: ReadonlyMap<string, string>;
  readonly subnets: readonly string[];
  /** Containers on it, by id. */
  readonly members: ReadonlyMap<string, string>;
}

export interface Deployment {
  /** `X.Y.Z` */
  readonly engine: string;
  /** Why its host is outside the model (Docker Desktop, rootless); null for an ordinary Engine. */
  readonly foreignHost: string | null;
  /** TCP ports of the host that containers publish, those of other projects too. */
  readonly publishedPorts: ReadonlySet<number>;
  /** Ids of all containers of the project, those of `docker compose run` too. */
  readonly projectIds: ReadonlySet<string>;
  /** Those of services, by service and number. */
  readonly containers: readonly RunningContainer[];
  /** By name. */
  readonly networks: ReadonlyMap<string, RunningNetwork>;
}
