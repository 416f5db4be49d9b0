// CN846. Owns: entries of a mesh's list that let through what no file asks for. A mesh without a list has no entry to report.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import type { FleetFileEdit } from '../fleet/edit/fleet-edit.ts';
import type { AllowEntry } from '../fleet/fleet-entries.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { portNeeds } from '../fleet/needs/port-needs.ts';
import { type FleetPlace, type FleetPort, isAskedAt } from '../fleet/reach/fleet-port.ts';
import type { FleetNetwork } from '../fleet/stated-fleet.ts';
import { storesData } from '../images/catalogue.ts';
import { hostPortText, serviceOnFleet } from './facts/fleet-ports.ts';

export const rule: Rule = {
  id: 'CN846',
  slug: 'mesh-list-wider-than-used',
  title: "A mesh's list lets through what nobody uses",
  why: 'A list tells machines apart, never services: whoever gets into any container of the asking machine gets to all that its entry lets through. Docker forwards published ports, so the firewall of the machine that is asked does not stop it either.',
  severity: 'info',
  source: 'FL2, FL7, FL19',
  *checkFleet(facts) {
    for (const network of facts.connector.map.networks.values()) {
      if (network.kind !== 'mesh') continue;
      for (const [index, entry] of (network.allow ?? []).entries()) {
        const { unused, kept } = usesOf(facts, network, entry);
        if (unused.length === 0) continue;
        const data = unused.filter(({ port }) => isData(facts, port));
        const targets = [...new Set([...data, ...unused].map(({ port }) => port.service))];
        const ports = [...new Set(unused.map(({ port }) => `${port.service} at ${hostPortText(port)}`))];
        const askers = [...new Set(unused.map(({ asker }) => asker))];
        yield {
          machine: null,
          severity: data.length > 0 ? 'warning' : 'info',
          certainty: 'inferred',
          subjects: [`network:${network.name}`, ...targets],
          message: `'${entry.text}' lets ${nameList(askers)} reach ${nameList(ports)} over ${network.name}, and no file of ${askers.length === 1 ? 'that machine' : 'those machines'} asks for it. Name the ports that are used.`,
          at: ['networks', network.name, 'allow', index],
          fixes: narrowed(network, index, kept),
          evidence: [
            network.name,
            entry.text,
            ...unused.map(({ asker, port }) => `${asker} ${port.service}:${hostPortText(port)}`),
          ],
          parts: unused.map(({ asker, port }) => [
            'CN846',
            network.name,
            asker,
            port.service,
            hostPortText(port),
          ]),
        };
      }
    }
  },
};

/** A published port at its mesh address, as a machine of the mesh meets it. */
interface Use {
  readonly asker: string;
  readonly port: FleetPort;
  readonly place: FleetPlace;
}

/** The published ports that an entry lets through to machines whose files do not ask for them, and the entries for all others. */
function usesOf(
  facts: FleetFacts,
  network: FleetNetwork,
  entry: AllowEntry,
): { readonly unused: readonly Use[]; readonly kept: readonly string[] } {
  const { connector, reach } = facts;
  const unused: Use[] = [];
  const kept = new Set<string>();
  const suffix =
    entry.port === null ? '' : `:${entry.port}${entry.protocol === null ? '' : `/${entry.protocol}`}`;
  for (const asker of membersNamed(facts, network, entry.from)) {
    const node = connector.map.machines.get(asker);
    // Nobody knows what a machine asks for whose files are missing or not all read.
    if (!node?.isRead) {
      kept.add(`${asker} -> ${entry.to}${suffix}`);
      continue;
    }
    for (const target of membersNamed(facts, network, entry.to)) {
      if (target === asker) continue;
      if (!connector.map.machines.get(target)?.isRead) {
        kept.add(`${asker} -> ${target}${suffix}`);
        continue;
      }
      for (const port of reach.ports) {
        if (port.machine !== target || !fits(entry, port)) continue;
        const place = port.places.find((one) => one.network === network.name && one.forward === null);
        if (!place) continue;
        if (isNeeded(facts, asker, port, network))
          kept.add(`${asker} -> ${target}:${entry.port ?? place.port}/${place.protocol}`);
        else if (reach.ask(asker, port, place).answer !== false) unused.push({ asker, port, place });
      }
    }
  }
  return { unused, kept: [...kept] };
}

/** Returns the machines of a mesh that a side of an entry names. */
function membersNamed({ connector }: FleetFacts, network: FleetNetwork, name: string): readonly string[] {
  const members = [...connector.map.machines.values()]
    .filter(({ links }) => links.some((link) => link.network === network.name))
    .map((node) => node.name);
  return name === '*' || name === network.name ? members : members.filter((one) => one === name);
}

function fits({ port, protocol }: AllowEntry, published: FleetPort): boolean {
  return (
    (port === null || isAskedAt(published, port)) && (protocol === null || protocol === published.protocol)
  );
}

function isNeeded(facts: FleetFacts, asker: string, port: FleetPort, { name }: FleetNetwork): boolean {
  return portNeeds(facts).some(
    (need) => need.machine === asker && need.port === port && need.place.network === name,
  );
}

function isData(facts: FleetFacts, port: FleetPort): boolean {
  const service = serviceOnFleet(facts, port.service);
  return service !== null && storesData(service);
}

/** Returns the fix that replaces an entry by those that are used, or removes it. */
function narrowed({ name }: FleetNetwork, index: number, kept: readonly string[]): readonly Fix[] {
  const list = ['networks', name, 'allow'];
  const [first, ...more] = kept;
  const edits: readonly FleetFileEdit[] =
    first === undefined
      ? [{ do: 'remove-upwards', path: [...list, index], keep: list.length }]
      : [
          { do: 'replace-text', path: [...list, index], text: first },
          ...more.map((text): FleetFileEdit => ({ do: 'append', path: list, value: text })),
        ];
  const title =
    first === undefined
      ? `Remove the entry, here and in ${name}`
      : `Let through ${nameList(kept.map((text) => `'${text}'`))} alone, here and in ${name}`;
  return [{ title, safe: false, operations: [], fleet: [{ machine: null, edits }] }];
}
