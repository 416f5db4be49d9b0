// CN845. Owns: upstreams that a proxy asks in plain text over a LAN between machines of a fleet. Of a single machine it is CN138.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { placeText } from '../fleet/reach/fleet-port.ts';
import { plaintextUpstreams } from '../fleet/ways-in/plaintext-upstreams.ts';
import { servicePathOf } from './facts/fleet-ports.ts';
import { ledOverMesh, upstreamsOf } from './facts/led-upstreams.ts';

export const rule: Rule = {
  id: 'CN845',
  slug: 'plaintext-across-network',
  title: "A proxy's upstream is asked in plain text over a network that others share",
  why: 'TLS ends at the proxy, and passwords, cookies and answers go on in the clear. Any machine of that LAN can redirect them to itself and read them.',
  remediation: "Ask the upstream at the machine's mesh address, or let the service speak TLS.",
  severity: 'warning',
  source: 'FL1; RFC 9110',
  *checkFleet(facts) {
    for (const { machine, proxy, host, to, network, fault, place } of plaintextUpstreams(facts.ways)) {
      yield {
        machine,
        subjects: [proxy, ...(to === null ? [] : [to]), `network:${network.name}`],
        message: `${proxy} ends TLS and asks ${host}${to === null || to === host ? '' : ` (${to})`} in plain text over ${network.name}, which other machines share. ${meshHint(facts.connector.map, machine, to)}`,
        at: servicePathOf(proxy, machine),
        ...(place && { place: { ...place, column: 1 } }),
        fixes: meshFixes(facts, proxy, to, host),
        evidence: [proxy, host, network.name, fault.kind],
      };
    }
  },
};

/** Returns the fix that leads a proxy's upstreams at a host to the machine's address on a mesh. */
function meshFixes(facts: FleetFacts, proxy: string, to: string | null, host: string): readonly Fix[] {
  const uses = to === null ? [] : upstreamsOf(facts, proxy, to).filter(({ at }) => at.startsWith(`${host}:`));
  const led = uses.map((use) => ledOverMesh(facts, use));
  const found = led.filter((one) => one !== null);
  if (found.length === 0 || found.length < led.length) return [];
  const places = found.map(({ place }) => `${placeText(place)} over ${place.network}`);
  return [
    {
      title: `Ask ${nameList(places)}`,
      safe: false,
      operations: [],
      fleet: found.flatMap(({ edits }) => edits),
    },
  ];
}

/** Returns the sentence that says where to ask instead. */
function meshHint(
  { machines, networks }: Parameters<NonNullable<Rule['checkFleet']>>[0]['connector']['map'],
  machine: string,
  to: string | null,
): string {
  const links = machines.get(to ?? '')?.links ?? [];
  const own = machines.get(machine)?.links ?? [];
  const mesh = links.find(
    ({ network }) => networks.get(network)?.kind === 'mesh' && own.some((link) => link.network === network),
  );
  const address = mesh?.addresses[0]?.text;
  return mesh && address !== undefined
    ? `Ask ${address}, its address on ${mesh.network}, which is encrypted.`
    : 'Let the service speak TLS, or join both machines by a mesh.';
}
