// What runs of one Compose project, as the Engine reports it. Plain data.

import type { RunningContainer, RunningNetwork } from '../../core/host/running/running-host.ts';

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
