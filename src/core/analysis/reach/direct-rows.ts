// Which services a namespace reaches at their own addresses: loopback, common networks, the host, routed neighbours.

import type { Tri } from '../../compose/topology.ts';
import { addRow, setBit } from './bit-row.ts';
import { itemAt } from './item-at.ts';
import { type ReachBase, rowWhere } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';
import { both, either } from './tri.ts';
import { addUnder, newTriRow, settle, type TriRow } from './tri-row.ts';

/** Makes the function that gives the direct row of a namespace; rows that all of them need are made once. */
export function directRows(base: ReachBase): (namespace: Namespace) => TriRow {
  const open = rowWhere(base, ({ kind }) => kind === 'host');
  const unmanaged = rowWhere(base, ({ kind }) => kind === 'unknown');
  const all = rowWhere(base, () => true);
  const fromHost = triRowWhere(base, (namespace) =>
    namespace.kind === 'host' ? true : (base.facts[namespace.index]?.fromHost ?? 'unknown'),
  );
  const routed = triRowWhere(base, (namespace) => answersBridges(base, namespace));

  return (namespace) => {
    const row = newTriRow(base.services.length);
    for (const member of namespace.members) setBit(row.yes, member); // C1
    switch (namespace.kind) {
      case 'unknown':
        addRow(row.maybe, all);
        break;
      case 'none': // X15
        addRow(row.maybe, unmanaged);
        break;
      case 'host': // C1, X14
        addRow(row.yes, fromHost.yes);
        addRow(row.maybe, fromHost.maybe);
        addRow(row.maybe, unmanaged);
        break;
      case 'networks':
        addNeighbours(row, base, namespace);
        addUnder(row, base.facts[namespace.index]?.toHost ?? 'unknown', open); // X13, H2
        addRouted(row, base, namespace, routed);
        addRow(row.maybe, unmanaged);
        break;
    }
    return settle(row);
  };
}

function triRowWhere(base: ReachBase, value: (namespace: Namespace) => Tri): TriRow {
  return {
    yes: rowWhere(base, (namespace) => value(namespace) === true),
    maybe: rowWhere(base, (namespace) => value(namespace) === 'unknown'),
  };
}

/** C2, C4, C7, C8; a network that may be the same under another name leaves it open. */
function addNeighbours(row: TriRow, base: ReachBase, namespace: Namespace): void {
  for (const { segment } of namespace.endpoints) {
    addUnder(row, segment.carries, itemAt(base.members, segment.index));
    for (const other of segment.maybeSame) addRow(row.maybe, itemAt(base.members, other));
    for (const other of segment.maybeRouted) addRow(row.maybe, itemAt(base.members, other));
  }
}

/** X8, X10: whether containers on other bridges reach this one at its own address. */
function answersBridges(base: ReachBase, namespace: Namespace): Tri {
  const facts = base.facts[namespace.index];
  if (namespace.kind !== 'networks' || !facts) return false;
  const gateway = facts.gateways.length === 1 ? facts.gateways[0] : undefined;
  let answer: Tri = false;
  for (const endpoint of namespace.endpoints) {
    const { answersBridges: ports } = endpoint.segment;
    if (ports === 'none' || (ports === 'published' && facts.published.length === 0)) continue;
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
function addRouted(row: TriRow, base: ReachBase, namespace: Namespace, routed: TriRow): void {
  const facts = base.facts[namespace.index];
  if (!facts) return;
  const cases = facts.gateways.map(
    (gateway): Tri => (gateway ? both(gateway.segment.hostPath, gateway.segment.repliesCome) : false),
  );
  const leads = cases.reduce((a, b) => (a === b ? a : 'unknown'), cases[0] ?? false);
  addUnder(row, leads, routed.yes);
  if (leads !== false) addRow(row.maybe, routed.maybe);
}
