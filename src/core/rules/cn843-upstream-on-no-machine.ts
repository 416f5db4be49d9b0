// CN843. Owns: upstreams of proxies at an address that is no machine's, or at a port that the machine does not publish. Targets on the
// proxy's own machine are CN122, forwards of routers CN842.

import type { Rule } from '../findings/finding.ts';
import { unansweredUpstreams } from '../fleet/ways-in/upstreams-without-machine.ts';
import { servicePathOf } from './facts/fleet-ports.ts';

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
        evidence: [proxy, upstream, why],
      };
    }
  },
};
