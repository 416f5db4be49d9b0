// `reach --fleet` for people: the machines, and each published port with the addresses at which it is asked, the networks that it answers and
// the machines whose services get there.

import type { Tri } from '../../compose/topology.ts';
import { triCell } from '../../describe/tri.ts';
import { nameOn } from '../../fleet/at-machine.ts';
import type { FleetFacts } from '../../fleet/fleet-facts.ts';
import { type FleetPlace, type FleetPort, placeText } from '../../fleet/reach/fleet-port.ts';
import type { FleetReach } from '../../fleet/reach/fleet-reach.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import { hostReachTable } from '../host/host-reach.ts';
import { textColumns } from '../reach/reach-table.ts';

/** The largest number of services of all machines whose own tables are printed, too, and of machines that have a column each. */
const [widestFleet, mostColumns] = [60, 12];

/** Returns the tables one below the other, ending with a line break. */
export function fleetReachTable(facts: FleetFacts): string {
  const { fleet } = facts;
  const services = [...fleet.machines.values()].reduce(
    (count, { facts: own }) => count + (own?.reach.services.length ?? 0),
    0,
  );
  const tables =
    services > widestFleet
      ? [`No tables of ${services} services: \`explain --fleet\` answers for a pair, --format json for all.`]
      : [...fleet.machines].flatMap(([name, { facts: own }]) =>
          own && own.reach.services.length > 0
            ? [`on ${visible(name)}\n${hostReachTable(own).trimEnd()}`]
            : [],
        );
  return `${[machineTable(facts), portTable(facts.reach), ...tables].join('\n\n')}\n`;
}

function machineTable({ fleet }: FleetFacts): string {
  const rows = [...fleet.machines].map(([name, { stated, facts, machine, complete }]) => {
    const countText = (count: number): string => (count === 0 && !complete ? 'unknown' : String(count));
    return [
      visible(name),
      [...stated.addresses]
        .map(([network, own]) => visible(`${network} ${own.map(({ text }) => text).join(' ')}`))
        .join(', ') || '-',
      facts === null ? '-' : countText(facts.host.stacks.length),
      facts === null ? '-' : countText(facts.reach.services.length),
      machine === null ? (stated.record === null ? 'none' : 'unread') : visible(stated.record ?? 'read'),
    ];
  });
  return textColumns([['machine', 'addresses', 'stacks', 'services', 'record'], ...rows]);
}

/** Returns who gets to each published port: networks as a whole, and the services of other machines. */
function portTable(reach: FleetReach): string {
  const { map } = reach.connector;
  const networks = [...map.networks.keys()];
  const askers = [...map.machines.values()].filter(({ services }) => services.length > 0);
  const columns = askers.length > mostColumns ? [] : askers.map(({ name }) => name);
  const ports = reach.ports.filter(({ places }) => places.length > 0);
  if (ports.length === 0) return 'no machine publishes a port beyond itself';
  const rows = ports.map((port) => [
    visible(port.service),
    port.places.map(placeWords).join(' '),
    ...networks.map((network) => triCell(reach.answersNetwork(port, network))),
    ...columns.map((name) => (name === port.machine ? '-' : askerCell(reach, name, port))),
  ]);
  const heading = [
    'published port',
    'asked at',
    ...networks.map((network) => `from ${network}`),
    ...columns.map((name) => `by ${name}`),
  ];
  const left =
    columns.length === askers.length
      ? []
      : [
          `Which of ${askers.length} machines get to each port is in --format json, or \`explain --fleet MACHINE SERVICE\`.`,
        ];
  return [textColumns([heading.map(visible), ...rows]).trimEnd(), ...left].join('\n');
}

function placeWords(place: FleetPlace): string {
  return `${placeText(place)}${place.forward === null ? '' : ` (${visible(place.forward.router)})`}`;
}

/** Returns how many services of a machine get to a port: yes for all, no for none, else their number. */
function askerCell(reach: FleetReach, machine: string, port: FleetPort): string {
  const node = reach.connector.map.machines.get(machine);
  const services = (node?.services ?? []).map(({ name }) => nameOn({ name: machine }, name));
  const answers = services.map((from): Tri => {
    const at =
      reach
        .reachedFrom(from)
        .get(port.service)
        ?.at.filter((way) => way.port === port) ?? [];
    return at.some(({ answer }) => answer === true) ? true : at.length > 0 ? 'unknown' : false;
  });
  const [first] = answers;
  if (first !== undefined && answers.every((answer) => answer === first)) return triCell(first);
  const sure = answers.filter((answer) => answer === true).length;
  const unsure = answers.filter((answer) => answer === 'unknown').length;
  return visibleStart(`${sure} of ${answers.length}${unsure > 0 ? `, ${unsure} unknown` : ''}`);
}
