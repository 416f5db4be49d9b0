// What the parts of a plan share: the question, and what is planned for each network.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Network, Service } from '../compose/topology.ts';
import type { ComposeVersion } from './compose-versions.ts';
import type { Deployed, DeployedContainer, ProjectSide } from './deployed.ts';
import type { Refusals } from './refusals.ts';
import type { Failure, NetworkOutcome } from './up-plan.ts';

/** What the plan is made under. */
export interface PlanOptions {
  readonly compose?: ComposeVersion;
  /** Active profiles of `up`. */
  readonly profiles: readonly string[];
  readonly refusals: Refusals;
  /** Whether `running` is all that runs: a network that it does not have is not there. Else such a network is taken to be there. */
  readonly complete: boolean;
  /** What stands for the settings of a service in place of the file's own text, as a hash read from Compose; absent: the text. */
  readonly settingsOf?: (service: string) => string | null;
}

/** One network of the file that `up` looks at, and what it does with it. */
export interface PlannedNetwork {
  readonly key: string;
  readonly network: Network;
  readonly dockerName: string;
  readonly fate: NetworkOutcome;
  /** The name in Docker that it had before, where it takes over the containers of that one. */
  readonly movedFrom: string | null;
  /** The name in Docker that it had before, where the old one stays, and with it what is on it and is not made anew; null for none. */
  readonly stays: string | null;
  /** Networks that have to go before the file can be reached, by their names in Docker. */
  readonly inTheWay: readonly string[];
  /** It stays as it is although the file says something else of it. */
  readonly unchanged: boolean;
  /** Containers that are stopped, taken off and connected again. */
  readonly stops: readonly DeployedContainer[];
  readonly failures: readonly Failure[];
}

/** What the parts of the plan share. */
export interface PlanFrame {
  readonly side: ProjectSide;
  readonly stack: string;
  readonly running: Deployed;
  readonly compose: ComposeVersion;
  readonly options: PlanOptions;
  /** Services of the file that `up` starts, by name. */
  readonly active: ReadonlyMap<string, Service>;
  /** Containers of the project, made by `up`. */
  readonly own: readonly DeployedContainer[];
}

/** The name in Docker of a network of the files. */
export function dockerNameIn({ side, stack }: PlanFrame, network: Network): string {
  return dockerNameOf(network, side.project) ?? `${stack}_${network.name}`;
}

export function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
