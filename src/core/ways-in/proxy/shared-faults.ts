// Faults common to all kinds of proxies.

import type { Fault } from '../faults.ts';
import { foreignTarget } from '../network/upstreams.ts';
import type { WaysContext } from '../ways-context.ts';
import type { Flaws } from './reader.ts';

export function* sharedFaults(
  context: WaysContext,
  proxy: string,
  { plaintextUpstreams = [], trustedSenders = [] }: Flaws,
): Generator<Fault> {
  for (const { host, about, asked, route, mend, said } of plaintextUpstreams) {
    if (!foreignTarget(context, proxy, host)) continue;
    const tls = route === undefined ? 'TLS' : `TLS of ${route}`;
    yield {
      kind: 'tls-ends',
      services: [proxy],
      about,
      text: `${tls} ends at ${proxy}, which asks ${asked}: whoever is on the way to that machine reads along.`,
      mend,
      opens: false,
      said,
    };
  }
  for (const { about, believed, who, mend, said } of trustedSenders)
    yield {
      kind: 'header-trusted',
      services: [proxy],
      about,
      text: `${proxy} believes ${believed}: ${who} can say from which address they come.`,
      mend,
      opens: false,
      said,
    };
}
