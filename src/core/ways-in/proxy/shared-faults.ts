// Faults common to all kinds of proxies.

import type { Fault } from '../faults.ts';
import { isForeignTarget } from '../network/upstreams.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Flaws } from './reader.ts';

export function* sharedFaults(
  context: WaysContext,
  proxy: string,
  { plaintextUpstreams = [], trustedSenders = [] }: Flaws,
): Generator<Fault> {
  for (const { host, about, asked, route, remediation, declaredAt } of plaintextUpstreams) {
    if (!isForeignTarget(context, proxy, host)) continue;
    const tls = route === undefined ? 'TLS' : `TLS of ${route}`;
    yield {
      kind: 'tls-ends',
      services: [proxy],
      about,
      text: `${tls} ends at ${proxy}, which asks ${asked}: anyone on the way to that machine can read it.`,
      remediation,
      opens: false,
      upstream: host,
      declaredAt,
    };
  }
  for (const { about, believed, ranges, who, remediation, declaredAt } of trustedSenders)
    yield {
      kind: 'header-trusted',
      services: [proxy],
      about,
      text: `${proxy} trusts ${believed}: ${who} can forge the visitor's address.`,
      remediation,
      opens: false,
      trusts: ranges,
      declaredAt,
    };
}
