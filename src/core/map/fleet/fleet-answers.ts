// Which networks each published port of a machine answers, as the map of a fleet says it.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { type FleetPort, portText } from '../../fleet/reach/fleet-port.ts';
import type { FleetWay } from '../../fleet/reach/fleet-reach.ts';

/** A published port, and what it answers. */
export interface PortAnswers {
  readonly port: FleetPort;
  /** The places at which the Internet gets, or may get, an answer: forwards of routers, and the machine's own addresses there. */
  readonly asked: readonly FleetWay[];
  readonly internet: Tri;
  /** The other networks that it answers, or may answer, by name. */
  readonly networks: ReadonlyMap<string, Tri>;
}

/** Returns the ports that the Internet asks for, each once. */
export function askedPorts(answers: readonly PortAnswers[]): readonly string[] {
  return [
    ...new Set(
      answers.flatMap(({ asked }) => asked.map(({ place }) => portText(place.port, place.protocol))),
    ),
  ];
}

/** Returns the answers of all published ports, by machine. */
export const fleetAnswers = memoize(
  ({ reach, connector }: FleetFacts): ReadonlyMap<string, readonly PortAnswers[]> => {
    const byMachine = new Map<string, PortAnswers[]>();
    const networks = [...connector.map.networks.values()];
    for (const port of reach.ports) {
      const answers = new Map<string, Tri>();
      let internet: Tri = false;
      for (const { name, kind } of networks) {
        const answer = reach.answersNetwork(port, name);
        if (kind === 'internet') internet = answer;
        else if (answer !== false) answers.set(name, answer);
      }
      const asked =
        internet === false
          ? []
          : port.places
              .filter((place) => connector.map.networks.get(place.network)?.kind === 'internet')
              .map((place) => reach.ask('internet', port, place))
              .filter(({ answer }) => answer !== false);
      const own = byMachine.get(port.machine) ?? [];
      byMachine.set(port.machine, [...own, { port, asked, internet, networks: answers }]);
    }
    return byMachine;
  },
);
