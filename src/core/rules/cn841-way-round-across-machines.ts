// CN841. Owns: ports of one machine that answer a network without the login that a proxy on another machine asks for. Bypasses on one machine
// are CN121.

import { nameList } from '../compose/name-list.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { isAskedAt, placeText } from '../fleet/reach/fleet-port.ts';
import { bypassesAcrossMachines, type PublishedBypass } from '../fleet/ways-in/published-bypasses.ts';
import { bindElsewhere, bindFix, hostPortText, publishedPath } from './facts/fleet-ports.ts';
import { ledOverMesh, upstreamsOf } from './facts/led-upstreams.ts';

export const rule: Rule = {
  id: 'CN841',
  slug: 'way-round-across-machines',
  title: 'A port answers without the login that another machine asks for',
  why: 'The login guards the way through the proxy alone. Whoever asks the published port of the other machine, from the LAN, over the mesh or through a forward, meets the service without it.',
  remediation:
    "Bind the port to an address that only the proxy's machine reaches, or load the rules that `bulkhead firewall --fleet` writes for the machine.",
  severity: 'warning',
  source: 'FL7, FL12, FL19; docs/ways-in.md',
  *checkFleet(facts) {
    const { map } = facts.connector;
    for (const bypass of bypassesAcrossMachines(facts.ways)) {
      const { guarded, of, port, network, certain } = bypass;
      const [proxyMachine = ''] = guarded.machines ?? [];
      const shared = map.machines
        .get(proxyMachine)
        ?.links.find((link) => link.network !== network.name && addressOn(link.network) !== null);
      function addressOn(name: string): string | null {
        const link = map.machines.get(port.machine)?.links.find((one) => one.network === name);
        return link?.addresses.find(({ family }) => family === 'ipv4')?.text ?? null;
      }
      const onShared = shared ? addressOn(shared.network) : null;
      const fixes = [
        ...(onShared !== null && shared
          ? [
              bindFix(
                port,
                onShared,
                `Bind ${hostPortText(port)} to ${onShared}, its address on ${shared.network}`,
              ),
            ]
          : bindElsewhere(facts, port, network)),
        ...overMesh(facts, bypass),
      ];
      yield {
        machine: port.machine,
        severity: network.kind === 'internet' ? 'error' : 'warning',
        certainty: certain ? 'certain' : 'inferred',
        subjects: [port.service, ...guarded.through.slice(0, 1), `network:${network.name}`],
        message: `${port.service} answers ${askersText(bypass)} at ${placesText(bypass)} without the login '${of}' that ${guarded.through[0] ?? 'the proxy'} asks for at ${guarded.host}. ${fixes.length > 0 ? `Publish ${hostPortText(port)} on an address that only ${proxyMachine} reaches.` : `No address of ${port.machine} is for ${proxyMachine} alone: let the firewall of ${port.machine} keep others off ${hostPortText(port)}.`}`,
        at: publishedPath(port),
        fixes,
        evidence: [port.service, hostPortText(port), network.name, of],
      };
    }
  },
};

/** Returns the fix that takes a port and the proxy's upstream there from a LAN to a mesh together. */
function overMesh(facts: FleetFacts, { guarded, port, network }: PublishedBypass): readonly Fix[] {
  if (network.kind !== 'lan') return [];
  const [use] = upstreamsOf(facts, guarded.through.at(-1) ?? '', port.machine).filter(
    (one) => one.port !== null && isAskedAt(port, one.port),
  );
  const led = use ? ledOverMesh(facts, use) : null;
  if (!use || !led) return [];
  const { address, network: mesh } = led.place;
  const title = `Bind ${hostPortText(port)} to ${address.text}, its address on ${mesh}, and let ${use.from} ask there`;
  const bound = bindFix(port, address.text, title);
  return [{ ...bound, fleet: [...(bound.fleet ?? []), ...led.edits] }];
}

function askersText({ network, who }: PublishedBypass): string {
  if (network.kind === 'internet') return 'the Internet';
  return who.length > 0 ? `${nameList(who)} over ${network.name}` : `every machine of ${network.name}`;
}

function placesText({ at }: PublishedBypass): string {
  return nameList(at.map(placeText));
}
