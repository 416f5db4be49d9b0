// Out in three degrees, and in likewise: the Internet, the LAN and the host. Where no machine is known nothing stands between the LAN and
// the Internet, so that both are the same.

import type { Tri } from '../compose/topology.ts';
import type { Answers, FamilyFacts, Out, Published, ServiceFacts, UnreadPort } from './reach-model.ts';
import { either } from './rows/tri.ts';

/** How far connections get out. */
export function outOf({ out, egress, toHost }: Pick<ServiceFacts, 'out' | 'egress' | 'toHost'>): Out {
  return out ?? { internet: egress, lan: egress, host: toHost };
}

/** From how far some port of it is reached: one that it publishes, or any of an open service; the host also reaches it at its own address. */
export function inOf(
  facts: Pick<ServiceFacts, 'in' | 'fromOutside' | 'fromHost'> & {
    readonly published: readonly Pick<Published, 'answers' | 'reachableFrom'>[];
    readonly unreadPorts?: readonly UnreadPort[];
  },
): Answers {
  const { in: known, fromOutside, fromHost, published, unreadPorts = [] } = facts;
  if (known) return known;
  const host = [...published, ...unreadPorts].reduce<Tri>(
    (value, port) => either(value, answersOf(port).host),
    fromHost,
  );
  return { internet: fromOutside, lan: fromOutside, host };
}

/** Whether a machine of the LAN that has a route reaches the container's own address. */
export function fromLanOf({ fromLan, fromWire }: Pick<FamilyFacts, 'fromLan' | 'fromWire'>): Tri {
  return fromLan ?? fromWire;
}

/** Where a published port answers; `host`: at the address that it is bound to. */
export function answersOf({ answers, reachableFrom }: Pick<Published, 'answers' | 'reachableFrom'>): Answers {
  if (answers) return answers;
  if (reachableFrom === 'unknown')
    return { internet: reachableFrom, lan: reachableFrom, host: reachableFrom };
  const outside = reachableFrom === 'outside';
  return { internet: outside, lan: outside, host: outside || reachableFrom === 'host' };
}

/** From how far a published port answers, in one word. */
export function farthest({ internet, lan, host }: Answers): Published['reachableFrom'] {
  const outside = either(internet, lan);
  if (outside !== false) return outside === true ? 'outside' : outside;
  return host === true ? 'host' : host === false ? 'nowhere' : host;
}

/** What answers in either family. */
export function eitherAnswers(a: Answers, b: Answers): Answers {
  return {
    internet: either(a.internet, b.internet),
    lan: either(a.lan, b.lan),
    host: either(a.host, b.host),
  };
}
