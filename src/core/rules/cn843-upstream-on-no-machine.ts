// CN843. Owns: upstreams of proxies at an address that is no machine's, or at a port that the machine does not publish. Targets on the
// proxy's own machine are CN122, forwards of routers CN842.

import type { Fix, Rule } from '../findings/finding.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { isAskedAt, placeText } from '../fleet/reach/fleet-port.ts';
import { unansweredUpstreams } from '../fleet/ways-in/upstreams-without-machine.ts';
import { servicePathOf } from './facts/fleet-ports.ts';
import { isSame, ledTo, upstreamsOf } from './facts/led-upstreams.ts';

export const rule: Rule = {
  id: 'CN843',
  slug: 'upstream-on-no-machine',
  title: "A proxy's upstream is on no machine",
  why: 'The proxy answers the host name with an error. A machine that later takes the address, or a container that takes the port, gets the requests and what they carry.',
  remediation:
    'Lead the upstream to an address and a port that a machine publishes, or publish the port there.',
  severity: 'warning',
  source: 'FL12, FL24; docs/ways-in.md',
  *checkFleet(facts) {
    for (const { machine, proxy, name, far, why, place } of unansweredUpstreams(facts.ways)) {
      const { host, port, protocol } = far;
      const upstream = `${host}:${port}${protocol === 'udp' ? '/udp' : ''}`;
      const reason =
        why === 'no-machine'
          ? `no machine of the fleet has the address ${host}`
          : why === 'no-port'
            ? `${far.machine} publishes no such port there`
            : `${far.machine} does not answer ${machine} there`;
      yield {
        machine,
        subjects: [proxy, ...(far.machine === null ? [] : [far.machine])],
        message: `${proxy} passes requests for ${name === '*' ? 'any host name' : name} to ${upstream}, and ${reason}. Lead the upstream to a port that a machine publishes.`,
        at: servicePathOf(proxy, machine),
        ...(place && { place: { ...place, column: 1 } }),
        fixes: far.machine === null ? [] : publishedFixes(facts, proxy, far.machine, upstream),
        evidence: [proxy, upstream, why],
      };
    }
  },
};

/** Returns the fix that leads an upstream to where its machine publishes the port that is asked for; none unless there is one such place. */
function publishedFixes(facts: FleetFacts, proxy: string, machine: string, upstream: string): readonly Fix[] {
  const use = upstreamsOf(facts, proxy, machine).find(({ at }) => at === upstream);
  const port = use?.port ?? null;
  if (!use || port === null) return [];
  const meant = facts.reach.ports.filter(
    (one) => one.machine === machine && (one.containerPort === port || isAskedAt(one, port)),
  );
  const places = meant.flatMap((one) =>
    one.places.filter(
      (place) => place.forward === null && facts.reach.ask(proxy, one, place).answer === true,
    ),
  );
  const place = places.find(({ address }) => use.addresses.some((one) => isSame(one, address))) ?? places[0];
  const [published, ...others] = meant;
  if (!published || others.length > 0 || !place) return [];
  return [
    {
      title: `Ask ${placeText(place)}, where ${published.service} answers`,
      safe: false,
      operations: [],
      fleet: ledTo(use, place),
    },
  ];
}
