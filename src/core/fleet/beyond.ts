// A connection that leaves the asker's machine: its way over networks and routers, and what the machine at its end makes of it.

import type { Service } from '../compose/topology.ts';
import { allOf, anyOf, type ConnectionOutcome, closed, open, undecided } from '../machine/connections.ts';
import type { FarEnd, PortSource } from '../machine/machine-paths.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import {
  type Answerer,
  answerOf,
  type ConnectAnswer,
  type FileLine,
  type Seen,
  seenAsGateway,
  seenWith,
  stoppedAt,
  unknownAt,
  unseen,
} from './answer.ts';
import { type AskedPort, atMachineFrom, nameOn } from './at-machine.ts';
import { judgeWay, outcomeOf, type Verdict } from './judge.ts';
import type { Link, MachineNode } from './machine-node.ts';
import { type FleetNode, type NetworkMap, titleOf } from './network-map.ts';
import { portPlace } from './port-place.ts';
import type { Sender } from './sender.ts';
import { stepsOf } from './steps.ts';
import { type DeadEnd, type Hop, type Trace, traceWay } from './trace.ts';

/** A service that is asked at its own address, which its own machine alone knows. */
export interface OwnTarget {
  readonly node: MachineNode;
  readonly service: Service;
}

/** The first node of a way, and the link on which answers arrive there. */
export interface Departure {
  readonly hop: Hop;
  readonly back: Link;
}

/** A way to the end, for all askers of one machine whose packets have one source: what each of them alone meets is `departure`. */
export interface WayBeyond extends Omit<Entered, 'outcome' | 'rule'> {
  /** Null where no asker's own machine is left. */
  readonly departure: Departure | null;
  /** The verdicts of the way; the one on leaving is open. */
  readonly verdicts: readonly Verdict[];
  /** The last node, with the link on which answers leave it, and as whom it sees the asker; null where nobody is met. */
  readonly end: { readonly hop: Hop; readonly back: Link; readonly seen: Seen } | null;
}

/** Returns what a connection meets that leaves `from`. */
export function beyond(
  map: NetworkMap,
  from: FleetNode,
  asked: AskedPort,
  sender: Sender,
  target: OwnTarget | null = null,
): ConnectAnswer {
  const met = wayBeyond(map, from, asked, sender, target);
  if ('answer' in met) return met;
  const { departure } = met;
  const verdicts = met.verdicts.map((verdict) =>
    verdict.kind === 'leave' && departure
      ? { ...verdict, outcome: sender.leave(departure.hop, departure.back) }
      : verdict,
  );
  return answerOf(outcomeOf(verdicts), met, met.seen, stepsOf(map, verdicts, met));
}

/** Returns the way of all askers of `from` whose packets have the source of the sender; an answer where it ends early. */
export function wayBeyond(
  map: NetworkMap,
  from: FleetNode,
  asked: AskedPort,
  sender: Pick<Sender, 'source' | 'seen'>,
  target: OwnTarget | null = null,
): WayBeyond | ConnectAnswer {
  const { address: to, port, protocol } = asked;
  const trace = traceWay(map, from, { to, port, protocol }, (link) => sender.source(link));
  if (trace.end) {
    const { end } = trace;
    const { rule, text } = deadEnd(end, asked);
    const isKnown = end.kind !== 'unknown-route' && !map.isUnsure;
    return (isKnown ? stoppedAt : unknownAt)(titleOf(end.at), rule, text);
  }
  let met: Omit<Entered, 'outcome' | 'rule'> = { by: null, inside: null, seen: unseen, place: null };
  let departure: Departure | null = null;
  let last: WayBeyond['end'] = null;
  const verdicts = judgeWay(map, trace, {
    leave(hop, back) {
      departure = { hop, back };
      return open;
    },
    enter(hop, back) {
      last = { hop, back, seen: seenOnArrival(trace, sender) };
      const entered = enteredAt(hop, back.interface, target, last.seen);
      met = entered;
      return { ...entered.outcome, rule: entered.rule };
    },
  });
  return { ...met, departure, verdicts, end: last };
}

/** What does not look at ports that nothing names, but the last node. */
const portBlind: ReadonlySet<Verdict['kind']> = new Set(['leave', 'list', 'router', 'enter']);

/** Returns a judge of all ports at the end of a way that no list and no forward names; null where a node on the way may tell them apart. */
export function portJudge({ end, verdicts }: WayBeyond): ((port: number) => MetAtEnd) | null {
  const isBlind = ({ kind, hop }: Verdict) => portBlind.has(kind) && hop?.action.kind !== 'forward';
  if (!end || !verdicts.every(isBlind)) return null;
  const { hop, back, seen } = end;
  const before = outcomeOf(verdicts.filter(({ kind }) => kind !== 'enter'));
  return (port) => {
    const asked = { ...hop, arrives: { ...hop.arrives, port } };
    const { outcome, by, seen: seenAs } = enteredAt(asked, back.interface, null, seen);
    return { outcome: allOf([before, outcome]), by, seen: seenAs };
  };
}

/** Returns as whom the last node sees the asker, unless a gateway of its own stands for all. */
function seenOnArrival({ hops }: Trace, sender: Pick<Sender, 'seen'>): Seen {
  const [first, last] = [hops[0], hops.at(-1)];
  if (!first || !last) return unseen;
  const isRewritten = last.arrives.source !== first.leaves.source;
  return seenWith(isRewritten ? 'router' : sender.seen, last.arrives.source.known);
}

/** Whether a connection comes about, who answers it, and as whom that one sees the asker. */
export interface MetAtEnd extends Pick<Answerer, 'by'> {
  readonly outcome: ConnectionOutcome;
  readonly seen: Seen;
}

interface Entered extends Answerer, MetAtEnd {
  /** The id of the rule that the end of the way rests on. */
  readonly rule: string;
  /** The line that publishes the port. */
  readonly place: FileLine | null;
}

/** Returns who takes the connection at the end of its way. */
function enteredAt(hop: Hop, back: string, target: OwnTarget | null, seen: Seen): Entered {
  const { node, arrives } = hop;
  const nobody = { by: null, inside: null, seen, place: null, rule: 'FL7' };
  if (node.kind === 'stranger') return { ...nobody, outcome: open, by: node.name, inside: arrives.port };
  if (node.kind === 'router') return { ...nobody, outcome: closed };
  if (node.isOwn(arrives.source.example)) {
    const because = `it comes from an address of ${node.title} itself`;
    return { ...nobody, outcome: { passes: false, because } };
  }
  const far: FarEnd = { interface: hop.in?.interface ?? '', address: arrives.source.known, back };
  if (!node.isOwn(arrives.to)) return { ...nobody, ...enteredContainer(node, hop, far, target) };
  const asked = { address: arrives.to, port: arrives.port, protocol: arrives.protocol };
  const { outcome, by, inside, source, publishedBy, rule } = atMachineFrom(node, asked, far);
  return {
    outcome: asFarAsRecorded(node, outcome),
    by,
    inside,
    rule,
    seen: seenBy(source, seen),
    place: publishedBy && portPlace(node, publishedBy),
  };
}

/** Returns as whom a port sees the asker that arrives there as `seen`. */
function seenBy(source: PortSource, seen: Seen): Seen {
  if (source.kind === 'gateway') return seenAsGateway(source.bridge);
  return source.kind === 'unknown' ? { ...unseen, seen: 'unknown' } : seen;
}

/** What no record says of a firewall is unknown. */
function asFarAsRecorded(node: MachineNode, outcome: ConnectionOutcome): ConnectionOutcome {
  if (node.hasRecord || node.isOpaque) return outcome;
  return allOf([
    outcome,
    { passes: 'unknown', because: `no record says what the firewall of ${node.title} does` },
  ]);
}

/** Returns who takes a connection to a container's own address, at which a route leads to its machine (FL13). */
function enteredContainer(
  node: MachineNode,
  { arrives }: Hop,
  far: FarEnd,
  target: OwnTarget | null,
): Pick<Entered, 'outcome' | 'by' | 'inside'> {
  const { family } = arrives.to;
  const [base, paths, bridge] = [node.base(family), node.paths(family), node.bridgeHolding(arrives.to)];
  if (!base || !paths || !bridge) return { outcome: undecided, by: null, inside: null };
  const at = { port: arrives.port, protocol: arrives.protocol };
  if (target) {
    if (target.node !== node)
      return {
        outcome: { passes: false, because: `${node.title} has such addresses itself` },
        by: null,
        inside: null,
      };
    const space = itemAt(base.namespaceOf, base.indexes.get(target.service.name) ?? -1);
    const outcome = asFarAsRecorded(node, paths.entersBridge(far, space, bridge, at));
    return { outcome, by: nameOn(node, target.service.name), inside: arrives.port };
  }
  const there = base.namespaces.filter(({ endpoints }) =>
    endpoints.some(({ segment }) => segment === bridge.segment),
  );
  const some = anyOf(there.map((space) => paths.entersBridge(far, space, bridge, at)));
  return { outcome: some.passes === false ? some : undecided, by: null, inside: null };
}

/** Returns the rule by which a way ends before anybody receives the packet, and the reason. */
function deadEnd(
  { kind, at }: DeadEnd,
  { address, port }: AskedPort,
): { readonly rule: string; readonly text: string } {
  const title = titleOf(at);
  switch (kind) {
    case 'no-route':
      return { rule: 'FL13', text: `${title} has no route to ${address.text}` };
    case 'nobody':
      return { rule: 'FL13', text: `nobody has the address ${address.text}` };
    case 'too-far':
      return { rule: 'FL13', text: `the way to ${address.text} leads in a circle` };
    case 'unknown-route':
      return {
        rule: 'FL17',
        text: `whether a router leads from ${title} to ${address.text} is not stated`,
      };
    case 'no-forward':
      return { rule: 'FL17', text: `${title} forwards nothing from port ${port}` };
    case 'forward-lost':
      return { rule: 'FL16', text: `the forward of port ${port} leads to an address that nobody has` };
  }
}
