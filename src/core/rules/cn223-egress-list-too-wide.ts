// CN223. Owns: lists of names to leave by that let out more than they say.

import type { Rule } from '../findings/finding.ts';
import type { FoundHole } from '../ways-out/out/list-holes.ts';
import { holesText, limitedServices } from './facts/ways-out.ts';

/** No proxy looks inside of CONNECT, so that this alone is no finding (LV8). */
const always = 'LV8';

export const rule: Rule = {
  id: 'CN223',
  slug: 'egress-list-too-wide',
  title: 'A list of names to leave by lets out more than it says',
  why: 'A list that is searched for anywhere in a name fits names that anybody can register, and one that is compared by name alone lets out whatever address such a name leads to: the LAN, the metadata address, a database beside the proxy.',
  remediation:
    'Write whole names, deny ports and private addresses before the list, on the lines that the finding names.',
  severity: 'warning',
  source: 'LV7 to LV24 (measured)',
  reads: ['environment'],
  *check(context) {
    const byProxy = new Map<string, { readonly users: string[]; readonly holes: readonly FoundHole[] }>();
    for (const { name, leavings } of limitedServices(context))
      for (const { service } of leavings.meant) {
        const holes = leavings.holes.filter(
          ({ kind, through, id }) => kind === 'wide' && through === service && id !== always,
        );
        const known = byProxy.get(service);
        if (known) known.users.push(name);
        else if (holes.length > 0) byProxy.set(service, { users: [name], holes });
      }
    for (const [proxy, { users, holes }] of byProxy)
      yield {
        subjects: [proxy, ...users],
        message: `${holesText(holes)} ${users.join(', ')} ${users.length === 1 ? 'is' : 'are'} meant to leave by its list alone.`,
        at: ['services', proxy],
        evidence: [proxy, ...holes.map(({ id }) => id)],
        parts: holes.map(({ id }) => [proxy, id]),
      };
  },
};
