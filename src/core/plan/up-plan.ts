// The answer to "what will `up` do": plain values, which the command line, the page and every sentence about a deployment read.

import type { Lost } from '../host/host.ts';
import type { ComposeVersion } from './compose-versions.ts';

/** What becomes of one container. `restarted`: stopped and started, and the same container all the same; `left`: not touched. */
export type ContainerOutcome = 'recreated' | 'restarted' | 'left' | 'created' | 'removed' | 'stopped';

export type NetworkOutcome = 'made' | 'made-anew' | 'left' | 'removed';

/** A container of another stack on a network that is to be made anew. */
export interface Guest {
  /** Key of the network. */
  readonly network: string;
  /** `STACK/SERVICE`; the name of a container that was made by hand. */
  readonly name: string;
}

/** Why `up` cannot end well; `blocked`: what leaves a network too late, or not at all. */
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
  /** Key of the network, or name of the service. */
  readonly at: string;
  /** Who is in the way: services, or names of containers or networks. */
  readonly who: readonly string[];
  readonly certain: boolean;
  readonly text: string;
}

/** What the commands do beyond plain `up`, which leaves all of these. */
export interface ByCommands {
  /** Services whose containers are made anew. */
  readonly anew: readonly string[];
  /** Services that are not in the file any more, whose containers are taken away. */
  readonly removed: readonly string[];
  /** Running containers of other stacks, called as guests are, that are stopped and made again with their whole stack, or by themselves. */
  readonly interrupted: readonly string[];
  /** The same of stacks that do not find a network again, and are not started. */
  readonly ended: readonly string[];
  /** Containers made by hand whose namespace leads nowhere any more: no command can make them anew. */
  readonly stranded: readonly string[];
}

/** What `docker compose up -d` does with the files of a project. */
export interface UpPlan {
  readonly compose: ComposeVersion;
  /** `unknown` where it hangs on how long something takes to stop. */
  readonly exit: 0 | 1 | 'unknown';
  /** Of each service, what becomes of how many of its containers. */
  readonly services: ReadonlyMap<string, ReadonlyMap<ContainerOutcome, number>>;
  /** The project under its name of before, which goes on running beside this one; null where there is none. */
  readonly beside: string | null;
  /** By key. */
  readonly networks: ReadonlyMap<string, NetworkOutcome>;
  readonly lost: ReadonlyMap<string, readonly Lost[]>;
  /** Services whose namespace leads nowhere any more. */
  readonly dead: readonly string[];
  readonly guests: readonly Guest[];
  /** Containers of other stacks, called as guests are, whose namespace leads nowhere any more: they joined one that `up` touches. */
  readonly stranded: readonly string[];
  /** Docker's names of networks that stay and nobody uses. */
  readonly leftOver: readonly string[];
  /** Services of the project that are not in its file any more, and whose containers stay. */
  readonly orphans: readonly string[];
  /** Services behind a profile that is not active, whose containers run on. */
  readonly asleep: readonly string[];
  /** Networks that stay as they are although the file says something else of them. */
  readonly unchanged: readonly string[];
  readonly failures: readonly Failure[];
  /** The commands that lead to the file, in their order; none where nothing has to be done, or nothing leads there. */
  readonly commands: readonly string[];
  readonly byCommands: ByCommands;
  readonly because: readonly string[];
}

/** The services of which a plan says `fate`, of one container at least. */
export function servicesWith(plan: UpPlan, fate: ContainerOutcome): readonly string[] {
  return [...plan.services].filter(([, fates]) => fates.has(fate)).map(([name]) => name);
}

/** The keys of the networks of which a plan says `fate`. */
export function networksWith(plan: UpPlan, fate: NetworkOutcome): readonly string[] {
  return [...plan.networks].filter(([, ownOutcome]) => ownOutcome === fate).map(([key]) => key);
}
