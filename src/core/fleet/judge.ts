// What the nodes on a way make of a connection: firewalls, routers and lists of a mesh, for its first packet, the answer and what follows.

import { isPrivateAddress } from '../compose/bind-addresses.ts';
import { allOf, type ConnectionOutcome, closed, open, undecided } from '../machine/connections.ts';
import { isWithin } from '../machine/firewall/addresses.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import { knownAddress } from './fleet-address.ts';
import type { AllowEntry } from './fleet-entries.ts';
import type { Link, MachineNode } from './machine-node.ts';
import { type FleetNode, type NetworkMap, titleOf } from './network-map.ts';
import { nextLeg } from './routes.ts';
import { type Hop, type PacketEnds, type ReplyHop, type Trace, traceReply } from './trace.ts';

/** What one node, or the list of a mesh, makes of the connection. */
export interface Verdict {
  readonly kind: 'leave' | 'list' | 'router' | 'transit' | 'enter' | 'way-back';
  /** The name of the node or of the network. */
  readonly at: string;
  readonly hop: Hop | null;
  readonly rule: string;
  readonly outcome: ConnectionOutcome;
  /** The path of the cause in the fleet's file; null where it stands elsewhere. */
  readonly path: Path | null;
}

/** The interfaces of a node that answers take: the one they arrive on, and the one they leave by. */
export interface ReplyLinks {
  readonly in: Link | null;
  readonly out: Link | null;
}

/** The ends of a way are judged by who asks and who is asked. */
export interface EndJudges {
  /** Returns whether packets leave the first node, `back` being the link that answers arrive on. */
  leave(hop: Hop, back: Link): ConnectionOutcome;
  /** Returns whether they are taken by the last node, `back` being the link that answers leave by. */
  enter(hop: Hop, back: Link): ConnectionOutcome & { readonly rule: string };
}

/** Returns what each node makes of a connection, in the order of the way. */
export function judgeWay(map: NetworkMap, { hops }: Trace, ends: EndJudges): readonly Verdict[] {
  const replies = repliesOf(map, hops);
  const verdicts = hops.flatMap((hop, index): readonly Verdict[] => {
    const back = replies.links.get(hop) ?? null;
    const { node } = hop;
    const verdict = (kind: Verdict['kind'], rule: string, outcome: ConnectionOutcome): Verdict => ({
      kind,
      at: titleOf(node),
      hop,
      rule,
      outcome,
      path: null,
    });
    const before = hops[index - 1];
    if (!before || !hop.in)
      return hop.out && node.kind !== 'stranger'
        ? [verdict('leave', 'FL1', ends.leave(hop, back?.in ?? hop.out))]
        : [];
    const first = [
      ...meshVerdicts(map, hop, before),
      ...(node.kind === 'machine' && dropsByWayBack(map, node, hop.arrives.source.example, hop.in)
        ? [verdict('transit', 'FL20', { passes: false, because: 'rp_filter is 1' })]
        : []),
    ];
    if (hop.out === null) {
      const { rule, ...outcome } = ends.enter(hop, back?.out ?? hop.in);
      return [...first, verdict('enter', rule, outcome)];
    }
    if (node.kind === 'router') return [...first, routerVerdict(map, hop, back === null)];
    return [...first, verdict('transit', 'FL20', passesMachine(hop, back))];
  });
  return [...verdicts, ...replies.verdicts];
}

/** Returns what the list of a mesh says of the first packet, which is all that it is asked about (FL19). */
function meshVerdicts(map: NetworkMap, hop: Hop, before: Hop): readonly Verdict[] {
  const network = map.networks.get(hop.in?.network ?? '');
  if (network?.kind !== 'mesh' || network.allow === null) return [];
  const { entry, ...outcome } = listOutcome(map, network.allow, before.leaves);
  const list = ['networks', network.name, 'allow'];
  const path = entry === null ? list : [...list, entry];
  return [{ kind: 'list', at: network.name, hop, rule: 'FL19', outcome, path }];
}

/** True when a machine drops what arrives on a link that it would not send the answer by. */
function dropsByWayBack(
  map: NetworkMap,
  node: MachineNode,
  source: PacketEnds['to'],
  arrived: Link,
): boolean {
  if (!node.dropsAsymmetric || source.family === 'ipv6') return false;
  const leg = nextLeg(map, node, source);
  return leg === null || (leg !== 'unknown' && leg.link !== arrived);
}

function passesMachine(hop: Hop, back: ReplyLinks | null): ConnectionOutcome {
  const { node, in: arrived, out } = hop;
  if (node.kind !== 'machine' || !arrived || !out) return open;
  return machinePasses(node, hop, arrived, out, back, back === null ? 'requests' : undefined);
}

function machinePasses(
  node: MachineNode,
  { arrives, leaves }: Pick<Hop, 'arrives' | 'leaves'>,
  arrived: Link,
  out: Link,
  back: ReplyLinks | null,
  half?: 'requests' | 'replies',
): ConnectionOutcome {
  const { family } = arrives.to;
  const paths = node.paths(family);
  if (!paths || !node.hasRecord) return undecided;
  if (!forwards(node, family)) return { passes: false, because: `${node.title} does not forward` };
  return paths.transits(
    {
      interface: arrived.interface,
      address: arrives.source.known,
      ...(back?.out ? { back: back.out.interface } : {}),
    },
    {
      interface: out.interface,
      address: knownAddress(leaves.to),
      ...(back?.in ? { back: back.in.interface } : {}),
    },
    { port: arrives.port, protocol: arrives.protocol },
    half,
  );
}

function forwards({ source }: MachineNode, family: Family): boolean {
  const name = family === 'ipv4' ? 'net.ipv4.ip_forward' : 'net.ipv6.conf.all.forwarding';
  return source.machine?.sysctl?.[name]?.trim() !== '0';
}

function routerVerdict(map: NetworkMap, hop: Hop, isHalf: boolean): Verdict {
  const { node, arrives, leaves, action, out } = hop;
  const at = node.name;
  const verdict = (rule: string, outcome: ConnectionOutcome, path: Path | null): Verdict => ({
    kind: 'router',
    at,
    hop,
    rule,
    outcome,
    path,
  });
  if (node.kind !== 'router' || !out) return verdict('FL17', open, null);
  const own = ['routers', at];
  if (action.kind === 'forward') {
    const { forward, hairpin } = action;
    const path = [...own, 'forwards', node.router.forwards.indexOf(forward)];
    const limited =
      forward.from === null
        ? open
        : { passes: isWithin(arrives.source.known, [forward.from]), because: null };
    const because = `its forward '${forward.text}'`;
    return verdict(hairpin ? 'FL14' : 'FL16', { passes: isHalf ? false : limited.passes, because }, path);
  }
  // A translation is undone by who made it: answers have to come back here.
  if (action.kind === 'nat')
    return verdict('FL17', isHalf ? closed : { passes: true, because: 'it gives its outside address' }, [
      ...own,
      'nat',
    ]);
  if (map.networks.get(out.network)?.kind === 'internet') {
    const because = `it gives ${arrives.source.known.text} no outside address`;
    return verdict('FL17', { passes: map.isUnsure ? 'unknown' : false, because }, [...own, 'nat']);
  }
  const { entry, ...outcome } = listOutcome(map, node.router.allow, leaves);
  const list = [...own, 'allow'];
  return verdict('FL18', outcome, entry === null ? list : [...list, entry]);
}

/** The outcome of a list, with the number of the entry that decides; null where none fits. */
interface ListOutcome extends ConnectionOutcome {
  readonly entry: number | null;
}

/** Returns whether a list lets the first packet of a connection through. */
function listOutcome(
  map: NetworkMap,
  list: readonly AllowEntry[],
  { source, to, port, protocol }: PacketEnds,
): ListOutcome {
  const outcomes = list.flatMap((rule, entry): readonly ListOutcome[] => {
    if (rule.port !== null && (rule.port !== port || (rule.protocol ?? protocol) !== protocol)) return [];
    if (!holds(map, rule.to, to)) return [];
    const passes = rule.from === '*' ? true : sourceFits(map, rule.from, source);
    return passes === false ? [] : [{ passes, because: `'${rule.text}'`, entry }];
  });
  return (
    outcomes.find(({ passes }) => passes === true) ??
    outcomes[0] ?? {
      passes: map.isUnsure ? 'unknown' : false,
      because: map.isUnsure ? 'no entry fits that could be read' : 'no entry fits',
      entry: null,
    }
  );
}

/** True when a name of a list, everybody, a network or a machine, holds an address. */
function holds(map: NetworkMap, name: string, { family, value }: PacketEnds['to']): boolean {
  if (name === '*') return true;
  const network = map.networks.get(name);
  if (network)
    return network.subnets.some(
      (subnet) => subnet.family === family && subnet.range.first <= value && value <= subnet.range.last,
    );
  return (
    map.machines
      .get(name)
      ?.links.some(({ addresses }) =>
        addresses.some((one) => one.family === family && one.value === value),
      ) ?? false
  );
}

function sourceFits(
  map: NetworkMap,
  name: string,
  { known, example }: PacketEnds['source'],
): ConnectionOutcome['passes'] {
  const network = map.networks.get(name);
  if (network)
    return isWithin(
      known,
      network.subnets.filter(({ family }) => family === example.family).map(({ range }) => range),
    );
  const addresses = map.machines.get(name)?.links.flatMap((link) => link.addresses) ?? [];
  return isWithin(
    known,
    addresses
      .filter(({ family }) => family === example.family)
      .map(({ value }) => ({ first: value, last: value })),
  );
}

/** The way of the answers: the links that they take at each node of the way there, and what stops them. */
interface Replies {
  readonly links: Map<Hop, ReplyLinks>;
  readonly verdicts: Verdict[];
}

/** Follows the answers over each stretch on which the source stays the same. */
function repliesOf(map: NetworkMap, hops: readonly Hop[]): Replies {
  const replies: Replies = { links: new Map(), verdicts: [] };
  let begin = 0;
  hops.forEach((hop, index) => {
    if (index === 0) return;
    if (index < hops.length - 1 && hop.arrives.source === hop.leaves.source) return;
    followReplies(map, hops.slice(begin, index + 1), replies);
    begin = index;
  });
  return replies;
}

/** True where a machine of the Internet is asked from an address that others may have a route to. */
function isRoutedAnyway({ node, arrives }: Hop): boolean {
  const { family, text } = arrives.source.example;
  return node.kind === 'stranger' && family === 'ipv6' && !isPrivateAddress(text);
}

function followReplies(map: NetworkMap, hops: readonly Hop[], { links, verdicts }: Replies): void {
  const [home, last] = [hops[0], hops.at(-1)];
  if (!home || !last) return;
  const add = (node: FleetNode, outcome: ConnectionOutcome): void => {
    verdicts.push({ kind: 'way-back', at: titleOf(node), hop: null, rule: 'FL20', outcome, path: null });
  };
  const replies = traceReply(map, last.node, last.arrives.source.example, home.node);
  if (replies === 'unknown' || replies === null) {
    add(
      last.node,
      replies === null && !isRoutedAnyway(last)
        ? { passes: false, because: 'no route leads back' }
        : { passes: 'unknown', because: 'the way back is not known' },
    );
    return;
  }
  const met = new Map<FleetNode, ReplyHop>(replies.map((reply) => [reply.node, reply]));
  for (const hop of hops) {
    const reply = met.get(hop.node);
    if (reply) {
      const before = links.get(hop);
      links.set(hop, { in: reply.in ?? before?.in ?? null, out: reply.out ?? before?.out ?? null });
    } else if (hop.action.kind === 'forward') {
      add(hop.node, {
        passes: false,
        because: 'it goes past the router, from an address that was not asked',
      });
    }
  }
  const answer = replyPacket(last.arrives);
  for (const { node, in: arrived, out } of replies) {
    if (node.kind === 'stranger' || !arrived) continue;
    if (
      node.kind === 'machine' &&
      dropsByWayBack(map, node, answeredAt(hops, node, last.arrives.to), arrived)
    )
      add(node, { passes: false, because: 'rp_filter is 1' });
    if (!out || hops.some((hop) => hop.node === node)) continue;
    if (node.kind === 'router') add(node, listOutcome(map, node.router.allow, answer));
    else add(node, machinePasses(node, last, out, arrived, { in: arrived, out }, 'replies'));
  }
}

/** Returns the address that answers come from, as `node` sees it: what it was asked at before a router translated it. */
function answeredAt(hops: readonly Hop[], node: FleetNode, answered: PacketEnds['to']): PacketEnds['to'] {
  const at = hops.findIndex((hop) => hop.node === node);
  return at < 0 ? answered : (hops[at]?.leaves.to ?? answered);
}

/** Returns the answer as a packet. */
function replyPacket({ source, to, protocol }: PacketEnds): PacketEnds {
  return { source: { known: knownAddress(to), example: to }, to: source.example, port: 0, protocol };
}

/** Returns the outcome of all nodes together. */
export function outcomeOf(verdicts: readonly Verdict[]): ConnectionOutcome {
  return allOf(verdicts.map(({ outcome }) => outcome));
}
