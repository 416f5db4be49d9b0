// What follows from a fleet. Each answer is worked out when it is first asked for.

import { lazily } from '../compose/lazily.ts';
import { Connector } from './connect.ts';
import type { Fleet } from './fleet.ts';
import { FleetReach } from './reach/fleet-reach.ts';
import { FleetWays } from './ways-in/fleet-ways.ts';

/** A fleet with what follows from it. */
export interface FleetFacts {
  readonly fleet: Fleet;
  /** Answers questions about single connections. */
  readonly connector: Connector;
  /** The ports that machines offer each other, and who gets to them. */
  readonly reach: FleetReach;
  /** The proxies and tunnels of all machines, and where their upstreams lead. */
  readonly ways: FleetWays;
}

export function fleetFacts(fleet: Fleet): FleetFacts {
  const facts: FleetFacts = lazily<FleetFacts>({
    fleet: () => fleet,
    connector: () => new Connector(fleet),
    reach: () => new FleetReach(facts.connector),
    ways: () => new FleetWays(fleet, facts.reach),
  });
  return facts;
}
