// A fleet as an Open Threat Model: a zone for the Internet and for each network between machines, and the zones of each machine. Ids begin with
// the name of the machine.

import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetAnswers, type PortAnswers } from '../../map/fleet/fleet-answers.ts';
import { attributes, hostParts, otmText, trust } from '../otm.ts';

/** A network between machines is trusted more than the Internet, and less than a group of services. */
const networkTrust = 20;

/** Returns the JSON text, ending with a line feed. */
export function fleetOtm(facts: FleetFacts, title: string): string {
  const { fleet, connector } = facts;
  const answers = [...fleetAnswers(facts).values()].flat();
  const servicesOf = (test: (each: PortAnswers) => boolean): readonly string[] => [
    ...new Set(answers.filter(test).map(({ port }) => port.service)),
  ];
  const zones = [...connector.map.networks.values()].map(({ name, kind }) => {
    const answerOf = ({ internet, networks }: PortAnswers) =>
      kind === 'internet' ? internet : (networks.get(name) ?? false);
    return {
      id: `network ${name}`,
      name,
      type: kind,
      description: kind === 'internet' ? 'Anybody on the Internet.' : `Machines on ${name}, named or not.`,
      risk: { trustRating: kind === 'internet' ? trust.outside : networkTrust },
      attributes: attributes({
        reaches: servicesOf((each) => answerOf(each) === true),
        'may-reach': servicesOf((each) => answerOf(each) === 'unknown'),
        machines: [...fleet.machines].flatMap(([machine, { stated }]) =>
          stated.addresses.has(name) ? [machine] : [],
        ),
      }),
    };
  });
  const machines = [...fleet.machines].map(([name, { facts: own }]) =>
    own === null ? placeOf(name) : withPrefix(name, hostParts(own, null)),
  );
  return otmText(
    title,
    {},
    {
      trustZones: [...zones, ...machines.flatMap(({ trustZones }) => trustZones)],
      components: machines.flatMap(({ components }) => components),
      dataflows: machines.flatMap(({ dataflows }) => dataflows),
    },
  );
}

type Parts = ReturnType<typeof hostParts>;

/** Returns a machine of which only addresses are known: its zone alone. */
function placeOf(name: string) {
  const zone = {
    id: `${name}/host`,
    name,
    type: 'host',
    description: 'A machine of which only addresses are known.',
    risk: { trustRating: networkTrust },
  };
  return { trustZones: [zone], components: [], dataflows: [] };
}

function withPrefix(machine: string, { trustZones, components, dataflows }: Parts) {
  const named = (id: string): string => `${machine}/${id}`;
  return {
    trustZones: trustZones.map((zone) => ({ ...zone, id: named(zone.id), name: `${machine}: ${zone.name}` })),
    components: components.map((component) => ({
      ...component,
      id: named(component.id),
      name: named(component.name),
      parent: { trustZone: named(component.parent.trustZone) },
    })),
    dataflows: dataflows.map((flow) => ({
      ...flow,
      id: named(flow.id),
      name: `${flow.name} on ${machine}`,
      source: named(flow.source),
      destination: named(flow.destination),
    })),
  };
}
