// Which services a namespace reaches at their own addresses: loopback, common networks, the host, routed neighbours.

import type { Tri } from '../../../compose/topology.ts';
import type { Namespace } from '../namespaces/resolve-namespaces.ts';
import { type ReachBase, rowWhere, triRowWhere } from '../reach-base.ts';
import { addRow, type BitRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { both, either } from './tri.ts';
import { addMaybe, addUnder, newTriRow, settle, type TriDraft, type TriRow } from './tri-row.ts';

/** What the direct rows of a project share. */
export interface DirectGround {
  readonly open: BitRow;
  readonly unmanaged: BitRow;
  readonly all: BitRow;
  /** Whom the host reaches (X14). */
  readonly fromHost: TriRow;
  /** Who answers containers on other bridges (X8, X10). */
  readonly routed: TriRow;
  /** By segment index: the row of all who are on it alone, once it was asked for. */
  readonly alone: (TriRow | undefined)[];
}

export function directGround(base: ReachBase): DirectGround {
  return {
    open: rowWhere(base, ({ kind }) => kind === 'host'),
    unmanaged: rowWhere(base, ({ kind }) => kind === 'unknown'),
    all: rowWhere(base, () => true),
    fromHost: triRowWhere(base, (namespace) =>
      namespace.kind === 'host' ? true : (base.facts[namespace.index]?.fromHost ?? 'unknown'),
    ),
    routed: triRowWhere(base, (namespace) => answersBridges(base, namespace)),
    alone: [],
  };
}

/** The direct row of a namespace. */
export function directRow(base: ReachBase, ground: DirectGround, namespace: Namespace): TriRow {
  const [only] = namespace.endpoints;
  // Members of one open network are among each other's neighbours: one row holds for all of them.
  const alike = namespace.endpoints.length === 1 && only?.segment.carries === true;
  const known = alike ? ground.alone[only.segment.index] : undefined;
  if (known) return known;
  const row = makeRow(base, ground, namespace);
  if (alike) ground.alone[only.segment.index] = row;
  return row;
}

function makeRow(base: ReachBase, ground: DirectGround, namespace: Namespace): TriRow {
  const row = newTriRow(base.services.length);
  for (const member of namespace.members) setBit(row.yes, member); // C1
  switch (namespace.kind) {
    case 'unknown':
      addMaybe(row, ground.all);
      break;
    case 'none': // X15
      addMaybe(row, ground.unmanaged);
      break;
    case 'host': // C1, X14
      addRow(row.yes, ground.fromHost.yes);
      addMaybe(row, ground.fromHost.maybe);
      addMaybe(row, ground.unmanaged);
      break;
    case 'networks':
      addNeighbours(row, base, namespace);
      addUnder(row, base.facts[namespace.index]?.toHost ?? 'unknown', ground.open); // X13, H2
      addRouted(row, base, namespace, ground.routed);
      addMaybe(row, ground.unmanaged);
      break;
  }
  return settle(row);
}

/** C2, C4, C7, C8; a network that may be the same under another name leaves it open. */
function addNeighbours(row: TriDraft, base: ReachBase, namespace: Namespace): void {
  for (const { segment } of namespace.endpoints) {
    addUnder(row, segment.carries, itemAt(base.members, segment.index));
    for (const other of segment.maybeSame) addMaybe(row, itemAt(base.members, other));
    for (const other of segment.maybeRouted) addMaybe(row, itemAt(base.members, other));
  }
}

/** X8, X10: whether containers on other bridges reach this one at its own address. */
export function answersBridges(base: ReachBase, namespace: Namespace): Tri {
  const facts = base.facts[namespace.index];
  if (namespace.kind !== 'networks' || !facts) return false;
  const gateway = facts.gateways.length === 1 ? facts.gateways[0] : undefined;
  let answer: Tri = false;
  for (const endpoint of namespace.endpoints) {
    const { answersBridges: ports } = endpoint.segment;
    if (ports === 'none') continue;
    const publishesNone = ports === 'published' && facts.published.length === 0;
    if (publishesNone && facts.unreadPorts.length === 0) continue;
    if (ports === 'unknown' || publishesNone) {
      answer = either(answer, 'unknown');
      continue;
    }
    if (ports === 'all' || base.behaviour.routedReachable === 'any') return true;
    const mayBeGateway = facts.gateways.some((candidate) => candidate?.segment === endpoint.segment);
    answer = either(
      answer,
      gateway ? gateway.segment === endpoint.segment : mayBeGateway ? 'unknown' : false,
    );
  }
  return answer;
}

/** Only a bridge that leads on gets there, and only where the answer comes back. */
function addRouted(row: TriDraft, base: ReachBase, namespace: Namespace, routed: TriRow): void {
  const facts = base.facts[namespace.index];
  if (!facts) return;
  let leads: Tri | null = null;
  for (const gateway of facts.gateways) {
    const way = gateway ? both(gateway.segment.hostPath, gateway.segment.repliesCome) : false;
    leads = leads === null || leads === way ? way : 'unknown';
  }
  if (leads === null || leads === false) return;
  addUnder(row, leads, routed.yes);
  addMaybe(row, routed.maybe);
}
