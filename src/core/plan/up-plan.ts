// The answer to "what will `up` do": plain values, which the command line, the page and every sentence about a deployment read.

import type { LostSetting } from '../host/host.ts';
import type { ComposeVersion } from './compose-versions.ts';

/** The outcome of one container. `restarted`: stopped and started again, but not replaced; `left`: not touched. */
export type ContainerOutcome = 'recreated' | 'restarted' | 'left' | 'created' | 'removed' | 'stopped';

export type NetworkOutcome = 'made' | 'made-anew' | 'left' | 'removed';

/** A container of another stack on a network that is to be recreated. */
export interface ForeignContainer {
  /** The key of the network. */
  readonly network: string;
  /** The container as `STACK/SERVICE`, or by name when it was created by hand. */
  readonly name: string;
}

/** A reason why `up` cannot succeed, such as a container that leaves a network too late or not at all. */
export interface Failure {
  readonly kind:
    | 'guest'
    | 'run-container'
    | 'profile'
    | 'orphan'
    | 'moving'
    | 'joining'
    | 'renamed'
    | 'refused'
    | 'external-missing'
    | 'wrong-label'
    | 'overlap'
    | 'name-taken'
    | 'hand-made';
  /** The key of the network, or the name of the service. */
  readonly at: string;
  /** The services, containers or networks that cause the failure. */
  readonly who: readonly string[];
  readonly certain: boolean;
  readonly text: string;
}

/** The effects of the commands beyond plain `up`, which leaves all of these alone. */
export interface CommandEffects {
  /** The services whose containers are recreated. */
  readonly recreated: readonly string[];
  /** The services that are no longer in the file and whose containers are removed. */
  readonly removed: readonly string[];
  /** The running containers of other stacks, named as guests are, that are stopped and recreated, alone or with their whole stack. */
  readonly interrupted: readonly string[];
  /** The running containers of other stacks that no longer find a network and are not started again. */
  readonly ended: readonly string[];
  /** The containers created by hand that are left in a dead namespace; no command can recreate them. */
  readonly disconnected: readonly string[];
}

/** The effects of `docker compose up -d` with the files of a project. */
export interface UpPlan {
  readonly compose: ComposeVersion;
  /** The exit code; `unknown` when it depends on how long a container takes to stop. */
  readonly exit: 0 | 1 | 'unknown';
  /** The number of containers with each outcome, by service. */
  readonly services: ReadonlyMap<string, ReadonlyMap<ContainerOutcome, number>>;
  /** The project under its previous name, which keeps running beside this one; null when there is none. */
  readonly replacedProject: string | null;
  /** The outcomes of networks, by key. */
  readonly networks: ReadonlyMap<string, NetworkOutcome>;
  readonly lost: ReadonlyMap<string, readonly LostSetting[]>;
  /** The services left in a dead namespace. */
  readonly dead: readonly string[];
  readonly foreignContainers: readonly ForeignContainer[];
  /**
   * The containers of other stacks, named as foreign containers are, that are left in a dead namespace because `up` touches the container whose
   * namespace they share.
   */
  readonly disconnected: readonly string[];
  /** The Docker names of unused networks that stay. */
  readonly leftOver: readonly string[];
  /** The project's services that are no longer in the file and whose containers stay. */
  readonly orphans: readonly string[];
  /** The services behind an inactive profile whose containers keep running. */
  readonly inactive: readonly string[];
  /** The networks that are left although the file changed. */
  readonly unchanged: readonly string[];
  readonly failures: readonly Failure[];
  /** The commands that lead to the file's state, in order; none when nothing has to be done, or no commands lead there. */
  readonly commands: readonly string[];
  readonly commandEffects: CommandEffects;
  readonly because: readonly string[];
}

/** Returns the services of which at least one container has this outcome in a plan. */
export function servicesWith(plan: UpPlan, outcome: ContainerOutcome): readonly string[] {
  return [...plan.services].filter(([, fates]) => fates.has(outcome)).map(([name]) => name);
}

/** Returns the keys of the networks with this outcome in a plan. */
export function networksWith(plan: UpPlan, fate: NetworkOutcome): readonly string[] {
  return [...plan.networks].filter(([, ownOutcome]) => ownOutcome === fate).map(([key]) => key);
}
