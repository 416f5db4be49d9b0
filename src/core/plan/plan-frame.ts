// What the parts of a plan share: the question, and what is planned for each network.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import type { Network, Service } from '../compose/topology.ts';
import type { ComposeVersion } from './compose-versions.ts';
import type { Deployed, DeployedContainer, ProjectSide } from './deployed.ts';
import type { Refusals } from './refusals.ts';
import type { Failure, NetworkOutcome } from './up-plan.ts';

/** The options of a plan. */
export interface PlanOptions {
  readonly compose?: ComposeVersion;
  /** The active profiles of `up`. */
  readonly profiles: readonly string[];
  readonly refusals: Refusals;
  /**
   * True when `running` is the complete state, so that a network not in it does not exist. Otherwise such a network is assumed to exist.
   */
  readonly complete: boolean;
  /** Returns a service's settings from another source than the file's text, such as a hash by Compose; absent, the text counts. */
  readonly settingsOf?: (service: string) => string | null;
}

/** A network of the file that `up` examines, with its outcome. */
export interface PlannedNetwork {
  readonly key: string;
  readonly network: Network;
  readonly dockerName: string;
  readonly outcome: NetworkOutcome;
  /** The network's previous Docker name, when the new one takes over the containers of the old one; else null. */
  readonly movedFrom: string | null;
  /** The network's previous Docker name, when the old network stays with the containers that are not recreated; else null. */
  readonly remainingOldName: string | null;
  /** The Docker names of the networks that have to be removed before the file can be deployed. */
  readonly blockingNetworks: readonly string[];
  /** True when the network is left although the file changed. */
  readonly isUnchanged: boolean;
  /** The containers that are stopped, disconnected and connected again. */
  readonly stoppedContainers: readonly DeployedContainer[];
  readonly failures: readonly Failure[];
}

/** The input that the parts of a plan share. */
export interface PlanContext {
  readonly side: ProjectSide;
  readonly stack: string;
  readonly running: Deployed;
  readonly compose: ComposeVersion;
  readonly options: PlanOptions;
  /** The services of the file that `up` starts, by name. */
  readonly active: ReadonlyMap<string, Service>;
  /** The project's containers, created by `up`. */
  readonly own: readonly DeployedContainer[];
}

/** Returns the Docker name of a network of the files. */
export function dockerNameIn({ side, stack }: PlanContext, network: Network): string {
  return dockerNameOf(network, side.project) ?? `${stack}_${network.name}`;
}

export function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
