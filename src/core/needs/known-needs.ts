// The known needs of one service, a line for each service at the other end, with what makes them known: what a card counts, a line says
// at its end and the inspector lists.

import { memoize } from '../compose/memoize.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { timesSeen } from '../observed/seen-text.ts';
import type { Path } from '../yaml/tree.ts';
import type { Need, Needs } from './needs.ts';

/** What makes a need known, as the file writes it (`DATABASE_URL`, `depends_on`, a volume with a socket), or how often it was seen. */
export interface NeedReason {
  readonly words: string;
  readonly at: Path;
  readonly certainty: Need['certainty'];
}

/** One service at the other end of needs. */
export interface NeedPartner {
  readonly service: string;
  /** The most telling first: a setting names the other for a purpose, `depends_on` only orders. Never empty. */
  readonly reasons: readonly [NeedReason, ...NeedReason[]];
}

/** Who needs a service, and whom it needs, each in file order; those that are not active as well. */
export interface KnownNeeds {
  readonly neededBy: readonly NeedPartner[];
  readonly needs: readonly NeedPartner[];
  /** Those it shares a known socket with where the file does not say who asks whom. */
  readonly shares: readonly NeedPartner[];
}

const order: readonly Need['kind'][] = ['reference', 'declared', 'link', 'depends_on', 'observed'];

/** What makes a need known: the name of the setting, or the key of the service in which it stands; of one that was seen, how often. */
export function needReason({ topology }: { readonly topology: Topology }, need: Need): NeedReason {
  return {
    words: reasonText(topology.services.get(need.from), need),
    at: need.at,
    certainty: need.certainty,
  };
}

function reasonText(service: Service | undefined, need: Need): string {
  const { kind, at } = need;
  if (need.kind === 'observed') return timesSeen(need.seen, need.watched);
  if (kind === 'declared') return 'declared here';
  const place = JSON.stringify(at.slice(2));
  const same = ({ path }: { readonly path: Path }): boolean => JSON.stringify(path) === place;
  const setting = service?.environment.find(same) ?? service?.labels.find(same);
  return setting?.key ?? String(at[2] ?? kind);
}

/** The known needs of one service. */
export function knownNeeds(
  of: { readonly topology: Topology; readonly needs: Needs },
  service: string,
): KnownNeeds {
  const { needs } = of;
  const neededBy = new Map<string, NeedReason[]>();
  const needed = new Map<string, NeedReason[]>();
  const shares = new Map<string, NeedReason[]>();
  const byKind = (a: Need, b: Need): number => order.indexOf(a.kind) - order.indexOf(b.kind);
  for (const need of [...needs.to(service)].sort(byKind)) add(neededBy, need.from, needReason(of, need));
  for (const need of [...needs.from(service)].sort(byKind)) add(needed, need.to, needReason(of, need));
  for (const { from, to, asks, source, at } of needs.sockets.known) {
    if (from !== service && to !== service) continue;
    const into = !asks ? shares : to === service ? neededBy : needed;
    const words = `shared socket in ${source}`;
    add(into, from === service ? to : from, { words, at: at[0] ?? [], certainty: 'inferred' });
  }
  const inFileOrder = (found: ReadonlyMap<string, NeedReason[]>): readonly NeedPartner[] =>
    [...of.topology.services.keys()].flatMap((name) => {
      const [first, ...more] = found.get(name) ?? [];
      return first === undefined || name === service ? [] : [{ service: name, reasons: [first, ...more] }];
    });
  return { neededBy: inFileOrder(neededBy), needs: inFileOrder(needed), shares: inFileOrder(shares) };
}

/** How many services need one, and how many it needs. */
export interface NeedCount {
  readonly in: number;
  readonly out: number;
}

/** The other ends of every service's needs: those of `knownNeeds`, without their reasons. */
const partnersOf = memoize((needs: Needs) => {
  const partners = new Map<string, { readonly in: Set<string>; readonly out: Set<string> }>();
  const of = (service: string) => {
    const sides = partners.get(service) ?? { in: new Set<string>(), out: new Set<string>() };
    partners.set(service, sides);
    return sides;
  };
  for (const { from, to } of [...needs.all, ...needs.sockets.known.filter(({ asks }) => asks)]) {
    if (from === to) continue;
    of(from).out.add(to);
    of(to).in.add(from);
  }
  return partners;
});

/** How many known needs lead into services and out of them; those among themselves do not count. */
export function countNeeds(needs: Needs, services: readonly string[]): NeedCount {
  const partners = partnersOf(needs);
  const members = new Set(services);
  const into = new Set<string>();
  const out = new Set<string>();
  for (const service of services) {
    for (const name of partners.get(service)?.in ?? []) if (!members.has(name)) into.add(name);
    for (const name of partners.get(service)?.out ?? []) if (!members.has(name)) out.add(name);
  }
  return { in: into.size, out: out.size };
}

function add(into: Map<string, NeedReason[]>, service: string, reason: NeedReason): void {
  const known = into.get(service);
  if (known === undefined) into.set(service, [reason]);
  else if (!known.some(({ words }) => words === reason.words)) known.push(reason);
}
