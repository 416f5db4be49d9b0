// CN845. Owns: upstreams that a proxy asks in plain text over a LAN between machines of a fleet. Of a single machine it is CN138.

import type { Rule } from '../findings/finding.ts';
import { plaintextUpstreams } from '../fleet/ways-in/plaintext-upstreams.ts';
import { servicePathOf } from './facts/fleet-ports.ts';

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
        evidence: [proxy, host, network.name, fault.kind],
      };
    }
  },
};

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
