// CN844. Owns: one host name that proxies of several machines answer to independently. Two routes of one proxy are CN127.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { contestedNames } from '../fleet/ways-in/name-claims.ts';
import { servicePathOf } from './facts/fleet-ports.ts';

export const rule: Rule = {
  id: 'CN844',
  slug: 'name-on-two-machines',
  title: 'Two machines claim one host name',
  why: 'Where the name leads decides which machine is asked, and DNS, a forward of the router or a file of hosts may each say another one. A login that one of the two asks for is missing on the other, and certificates are fought over.',
  remediation: 'Serve the name on one machine, and let the proxy of the other one pass it on or drop it.',
  severity: 'warning',
  source: 'docs/ways-in.md',
  *checkFleet(facts) {
    for (const { host, claims } of contestedNames(facts.ways)) {
      const last = claims.at(-1);
      if (!last) continue;
      const proxies = claims.map(({ proxy }) => proxy);
      yield {
        machine: last.machine,
        subjects: [last.proxy, ...proxies.filter((proxy) => proxy !== last.proxy)],
        message: `${nameList(proxies)} each answer to ${host}, and where the name leads decides which machine is asked. Take it out of the configuration of all but one.`,
        at: servicePathOf(last.proxy, last.machine),
        ...(last.place && { place: { ...last.place, column: 1 } }),
        evidence: [host, ...proxies],
      };
    }
  },
};
