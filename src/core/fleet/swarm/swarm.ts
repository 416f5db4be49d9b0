// The swarm of a fleet: its nodes, and its stacks as each node's own firewall meets them. The stacks lie in the folder of one node; services
// are named after it, wherever their tasks run.

import type { Service, Tri } from '../../compose/topology.ts';
import { type HostFacts, type HostOptions, hostFacts } from '../../host/host-facts.ts';
import { parseEngine } from '../../reach/engine-kinds.ts';
import type { Fleet, FleetMachine } from '../fleet.ts';
import { taskNodes } from './task-nodes.ts';

export interface Swarm {
  /** The node in whose folder the stacks lie. */
  readonly home: string;
  /** The names of all nodes, in the order of the file. */
  readonly nodes: readonly string[];
  /** Returns the stacks of the swarm as they stand on a node: with its record, and with that node's firewall. */
  factsOn(node: FleetMachine): HostFacts;
  /** Returns whether tasks of a service run on each node. */
  nodesOf(service: Service): ReadonlyMap<string, Tri>;
}

/** Returns the options as they hold for the stacks of a swarm. */
export function onSwarm<Options extends HostOptions>(options: Options): Options {
  const engine = parseEngine('swarm');
  return engine === null || options.engine.kind === 'swarm' ? options : { ...options, engine };
}

/** Returns the swarm of a fleet; null where no machine with stacks is a node of one. */
export function swarmOf({ machines }: Fleet): Swarm | null {
  const members = [...machines.values()].filter(({ stated }) => stated.swarm);
  const home = members.find(({ stated, facts }) => stated.stacks !== null && facts !== null);
  const stacks = home?.facts;
  if (!home || !stacks) return null;
  const nodes = members.map(({ stated }) => stated.name);
  const known = new Map<Service, ReadonlyMap<string, Tri>>();
  return {
    home: home.stated.name,
    nodes,
    factsOn({ facts }) {
      if (facts === stacks) return facts;
      const { machine: _, ...unrecorded } = stacks.options;
      return hostFacts(stacks.host, { options: onSwarm(facts?.options ?? unrecorded) });
    },
    nodesOf(service) {
      const found = known.get(service) ?? taskNodes(service, nodes);
      known.set(service, found);
      return found;
    },
  };
}
