// CN849. Owns: a machine whose firewall lets neighbours get to published ports while another machine of the network keeps them off. It compares
// what neighbours meet, not the text of rules. A rule of one machine that does not stop what it means to is CN821.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import type { FleetPort } from '../fleet/reach/fleet-port.ts';
import type { FleetNetwork } from '../fleet/stated-fleet.ts';
import { hostPortText } from './facts/fleet-ports.ts';

/** Ports that are meant for everybody. */
const webPorts: ReadonlySet<string> = new Set(['80', '443']);

export const rule: Rule = {
  id: 'CN849',
  slug: 'firewall-missing-on-one',
  title: 'One machine keeps its published ports from a network, another one does not',
  why: 'Docker forwards published ports before the rules of ufw and of most firewalls are asked, so each machine needs rules of its own in DOCKER-USER. The machine without them is the one that neighbours get into.',
  remediation:
    'Load the rules that `bulkhead firewall --fleet` writes for that machine: they let in whom the files of the fleet need, and keep others off.',
  severity: 'warning',
  source: 'FL7, FL8, FL9',
  *checkFleet(facts) {
    const { map } = facts.connector;
    for (const network of map.networks.values()) {
      if (network.kind !== 'lan') continue;
      const stances = [...map.machines.keys()].flatMap((machine) => stanceOf(facts, machine, network) ?? []);
      const keeping = stances.filter(({ answering, closed }) => closed.length > answering.length);
      const [model] = keeping;
      if (!model) continue;
      for (const { machine, answering, closed } of stances) {
        const told = answering.filter(({ hostPort }) => !webPorts.has(hostPort));
        if (closed.length > 0 || told.length === 0) continue;
        yield {
          machine: null,
          subjects: [machine, model.machine, `network:${network.name}`],
          message: `${machine} answers every machine of ${network.name} at ${nameList(told.map(hostPortText))} (${nameList([...new Set(told.map(({ service }) => service))])}), while the firewall of ${model.machine} keeps its published ports from the same neighbours. No compose file holds the cause: load the rules that bulkhead firewall --fleet writes for ${machine}.`,
          at: ['machines', machine, 'record'],
          evidence: [machine, network.name, ...told.map((port) => `${port.service}:${hostPortText(port)}`)],
          parts: told.map((port) => ['CN849', machine, network.name, port.service, hostPortText(port)]),
        };
      }
    }
  },
};

/** What a neighbour of a network meets at the published ports of a machine. */
interface Stance {
  readonly machine: string;
  readonly answering: readonly FleetPort[];
  readonly closed: readonly FleetPort[];
}

/** Returns what a neighbour meets at the ports that a machine offers on a network; null without a record of the firewall. */
function stanceOf({ connector, reach }: FleetFacts, machine: string, network: FleetNetwork): Stance | null {
  const record = connector.map.machines.get(machine)?.source.machine;
  if (record?.iptables === undefined && record?.nft === undefined) return null;
  const stranger = connector.map.strangerOn(network.name);
  if (!stranger) return null;
  const answering: FleetPort[] = [];
  const closed: FleetPort[] = [];
  for (const port of reach.ports) {
    const place = port.places.find(
      ({ network: on, forward, address }) =>
        on === network.name && forward === null && address.family === 'ipv4',
    );
    if (port.machine !== machine || !place) continue;
    const { answer } = reach.ask(stranger.name, port, place);
    if (answer === true) answering.push(port);
    else if (answer === false) closed.push(port);
  }
  return { machine, answering, closed };
}
