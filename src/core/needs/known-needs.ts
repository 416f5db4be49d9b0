// The known needs of one service, one entry for each partner service, with their sources, as cards count, lines label and the inspector
// lists them.

import { memoize } from '../compose/memoize.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { frequencyText } from '../observed/seen-text.ts';
import type { Path } from '../yaml/tree.ts';
import type { Need, Needs } from './needs.ts';

/**
 * The source of a need as the file writes it (`DATABASE_URL`, `depends_on`, a volume with a socket), or the number of times it was seen.
 */
export interface NeedReason {
  readonly words: string;
  readonly at: Path;
  readonly certainty: Need['certainty'];
}

/** A service at the other end of one or more needs. */
export interface NeedPartner {
  readonly service: string;
  /** The sources of the needs, the most specific first: a setting states a purpose, `depends_on` only an order. Never empty. */
  readonly reasons: readonly [NeedReason, ...NeedReason[]];
}

/** The services that need a service and those that it needs, each in file order, inactive ones included. */
export interface KnownNeeds {
  readonly neededBy: readonly NeedPartner[];
  readonly needs: readonly NeedPartner[];
  /** The services that share a known socket when the file does not show which of them connects. */
  readonly shares: readonly NeedPartner[];
}

const kindOrder: readonly Need['kind'][] = [
  'reference',
  'must',
  'declared',
  'link',
  'depends_on',
  'observed',
];

/** Returns the source of a need: the setting's name, the service key that states it, or the number of times it was seen. */
export function needReason({ topology }: { readonly topology: Topology }, need: Need): NeedReason {
  return {
    words: reasonText(topology.services.get(need.from), need),
    at: need.at,
    certainty: need.certainty,
  };
}

function reasonText(service: Service | undefined, need: Need): string {
  const { kind, at } = need;
  if (need.kind === 'observed') return frequencyText(need.seen, need.watched);
  if (kind === 'declared') return 'declared here';
  if (kind === 'must') return 'stated as must';
  const place = JSON.stringify(at.slice(2));
  const same = ({ path }: { readonly path: Path }): boolean => JSON.stringify(path) === place;
  const setting = service?.environment.find(same) ?? service?.labels.find(same);
  return setting?.key ?? String(at[2] ?? kind);
}

/** Returns the known needs of one service. */
export function knownNeeds(
  of: { readonly topology: Topology; readonly needs: Needs },
  service: string,
): KnownNeeds {
  const { needs } = of;
  const neededBy = new Map<string, NeedReason[]>();
  const needed = new Map<string, NeedReason[]>();
  const shares = new Map<string, NeedReason[]>();
  const byKind = (a: Need, b: Need): number => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind);
  for (const need of [...needs.to(service)].sort(byKind))
    addReason(neededBy, need.from, needReason(of, need));
  for (const need of [...needs.from(service)].sort(byKind)) addReason(needed, need.to, needReason(of, need));
  for (const { from, to, isDirected, source, at } of needs.sockets.known) {
    if (from !== service && to !== service) continue;
    const partners = !isDirected ? shares : to === service ? neededBy : needed;
    const words = `shared socket in ${source}`;
    addReason(partners, from === service ? to : from, { words, at: at[0] ?? [], certainty: 'inferred' });
  }
  const inFileOrder = (found: ReadonlyMap<string, NeedReason[]>): readonly NeedPartner[] =>
    [...of.topology.services.keys()].flatMap((name) => {
      const [first, ...more] = found.get(name) ?? [];
      return first === undefined || name === service ? [] : [{ service: name, reasons: [first, ...more] }];
    });
  return { neededBy: inFileOrder(neededBy), needs: inFileOrder(needed), shares: inFileOrder(shares) };
}

/** The number of services that need a service (`in`), and of those that it needs (`out`). */
export interface NeedCount {
  readonly in: number;
  readonly out: number;
}

/** Returns the partners of every service: those of `knownNeeds`, without their reasons. */
const partnersOf = memoize((needs: Needs) => {
  const partners = new Map<string, { readonly in: Set<string>; readonly out: Set<string> }>();
  const partnersFor = (service: string) => {
    const sides = partners.get(service) ?? { in: new Set<string>(), out: new Set<string>() };
    partners.set(service, sides);
    return sides;
  };
  for (const { from, to } of [...needs.all, ...needs.sockets.known.filter(({ isDirected }) => isDirected)]) {
    if (from === to) continue;
    partnersFor(from).out.add(to);
    partnersFor(to).in.add(from);
  }
  return partners;
});

/** Counts the known needs that lead into and out of a group of services, without those inside the group. */
export function countNeeds(needs: Needs, services: readonly string[]): NeedCount {
  const partners = partnersOf(needs);
  const members = new Set(services);
  const incoming = new Set<string>();
  const outgoing = new Set<string>();
  for (const service of services) {
    for (const name of partners.get(service)?.in ?? []) if (!members.has(name)) incoming.add(name);
    for (const name of partners.get(service)?.out ?? []) if (!members.has(name)) outgoing.add(name);
  }
  return { in: incoming.size, out: outgoing.size };
}

function addReason(partners: Map<string, NeedReason[]>, service: string, reason: NeedReason): void {
  const reasons = partners.get(service);
  if (reasons === undefined) partners.set(service, [reason]);
  else if (!reasons.some(({ words }) => words === reason.words)) reasons.push(reason);
}
