// Whether a connection comes about on a machine: its first packet, the answer and what follows, each through every hook that it passes.

import type { Tri } from '../compose/topology.ts';
import type { Family } from '../reach/reach-model.ts';
import { both } from '../reach/rows/tri.ts';
import type { Bridge } from './docker/bridges.ts';
import type { DockerPacket } from './docker/docker-rules.ts';
import type { KnownAddress } from './firewall/addresses.ts';
import type { Firewall, KnownPort } from './firewall/evaluate.ts';
import type { BaseChain, Hook, PacketState } from './firewall/ruleset.ts';
import type { PacketClasses } from './packet-classes.ts';

/** The outcome of a connection, and the rule that decides it. */
export interface ConnectionOutcome {
  readonly passes: Tri;
  readonly because: string | null;
}

export const open: ConnectionOutcome = { passes: true, because: null };
export const closed: ConnectionOutcome = { passes: false, because: null };
export const undecided: ConnectionOutcome = { passes: 'unknown', because: null };

interface ConnectionEnds {
  readonly source: KnownAddress;
  /** The destination that the client addresses. */
  readonly destination: KnownAddress;
  readonly port: KnownPort;
  readonly protocol: string;
}

/** The destination after Docker's translation. */
export interface TranslatedDestination {
  readonly destination: KnownAddress;
  readonly port: KnownPort;
}

interface ContainerTarget {
  /** The bridge on which a container receives the connection, and whether that container publishes the port there. */
  readonly bridge: Bridge | null;
  readonly published: boolean;
}

/** A connection that the host forwards. */
export interface ForwardedConnection extends ConnectionEnds, ContainerTarget {
  readonly in: string;
  readonly out: string;
  readonly into: TranslatedDestination | null;
  /** The source address that Docker's masquerading gives the connection. */
  readonly masquerade: KnownAddress | null;
  /** The interface that replies arrive on, when it is not the one that packets leave by. */
  readonly replyInterface?: string;
  /** The interface that replies leave by, when it is not the one that packets arrive on. */
  readonly replyVia?: string;
  /** The bridge of the client container, which receives the replies when the container keeps its own address. */
  readonly sourceBridge?: Bridge;
  readonly isBridged: boolean;
  /** The half of the packets that pass here, when those of the other direction take another way. */
  readonly half?: 'requests' | 'replies';
}

/** A connection to a process of the host. */
export interface ReceivedConnection extends ConnectionEnds {
  readonly in: string;
  /** The interface that replies leave by, when it is not the one that packets arrive on. */
  readonly replyVia?: string;
}

/** A connection from a process of the host. */
export interface SentConnection extends ConnectionEnds, ContainerTarget {
  readonly out: string;
  /** The interface that replies arrive on, when it is not the one that packets leave by. */
  readonly replyInterface?: string;
  readonly into: TranslatedDestination | null;
}

/** One packet of a connection. */
interface ConnectionPacket {
  readonly state: 'new' | 'established' | 'invalid';
  readonly reply: boolean;
}

const packetSequence: readonly ConnectionPacket[] = [
  { state: 'new', reply: false },
  { state: 'established', reply: true },
  { state: 'established', reply: false },
];

/**
 * Returns the packets of a half connection: what begins with the answer belongs to no connection that is known here, and neither does
 * what follows an answer that never passed. A datagram begins a connection in either direction.
 */
function halfSequence(half: 'requests' | 'replies', protocol: string): readonly ConnectionPacket[] {
  const stray = protocol === 'tcp' ? 'invalid' : 'new';
  if (half === 'replies') return [{ state: stray, reply: true }];
  return [
    { state: 'new', reply: false },
    { state: stray, reply: false },
  ];
}

/** The priority from which connections are tracked, and the one at which destinations are translated. */
const trackingPriority = -200;
const translationPriority = -100;

/** The fields of a packet that change from hook to hook. */
type PacketView = Pick<
  DockerPacket,
  | 'in'
  | 'out'
  | 'source'
  | 'destination'
  | 'sourcePort'
  | 'destinationPort'
  | 'toLocal'
  | 'fromLocal'
  | 'receivingBridge'
  | 'published'
>;

/** A packet at a hook: before and after translation, and whether it is already tracked on arrival. */
interface HookStep {
  readonly hook: Hook;
  readonly before: PacketView;
  readonly after: PacketView;
  readonly tracked: boolean;
  /** True for a connection within the host, whose translation is decided on the way out. */
  readonly settled?: true;
}

export class Connections {
  readonly #firewall: Firewall<DockerPacket>;
  /** What no rule tells apart. */
  readonly classes: PacketClasses;
  readonly #family: Family;
  readonly #known = new Map<string, ConnectionOutcome>();
  readonly #neighbours = new Map<string, ConnectionOutcome>();

  constructor(firewall: Firewall<DockerPacket>, classes: PacketClasses, family: Family) {
    this.#firewall = firewall;
    this.classes = classes;
    this.#family = family;
  }

  forwarded(connection: ForwardedConnection): ConnectionOutcome {
    const { source, destination, port, into, masquerade, bridge, published, isBridged } = connection;
    const key = [
      'forward',
      this.classes.interfaces([
        connection.in,
        connection.out,
        bridge?.interface ?? null,
        connection.replyInterface ?? null,
        connection.replyVia ?? null,
        connection.sourceBridge?.interface ?? null,
      ]),
      this.#endsKey(connection),
      this.#intoKey(into),
      masquerade && this.classes.address(masquerade),
      published,
      isBridged,
      connection.half,
    ].join(' ');
    return this.#remember(key, () => {
      const real = into ?? { destination, port };
      const back = connection.replyInterface ?? connection.out;
      const home = connection.replyVia ?? connection.in;
      const request = (): readonly HookStep[] => {
        const base = { source, sourcePort: 'passing' as const, fromLocal: false };
        const to = {
          ...base,
          destination: real.destination,
          destinationPort: real.port,
          toLocal: false,
          receivingBridge: bridge,
          published,
        };
        const asked = into
          ? {
              ...base,
              destination,
              destinationPort: port,
              toLocal: true,
              receivingBridge: null,
              published: false,
            }
          : to;
        return [
          {
            hook: 'prerouting',
            before: { ...asked, in: connection.in, out: null },
            after: { ...to, in: connection.in, out: null },
            tracked: false,
          },
          ...stepAt('forward', { ...to, in: connection.in, out: connection.out }),
          ...stepAt('postrouting', { ...to, in: null, out: connection.out }),
        ];
      };
      const answer = (): readonly HookStep[] => {
        const base = {
          source: real.destination,
          sourcePort: real.port,
          destinationPort: 'passing' as const,
          fromLocal: false,
          receivingBridge: null,
          published: false,
        };
        const to = {
          ...base,
          destination: source,
          toLocal: false,
          receivingBridge: connection.sourceBridge ?? null,
        };
        const asked = masquerade ? { ...base, destination: masquerade, toLocal: true } : to;
        return [
          {
            hook: 'prerouting',
            before: { ...asked, in: back, out: null },
            after: { ...to, in: back, out: null },
            tracked: false,
          },
          ...stepAt('forward', { ...to, in: back, out: home }),
          ...stepAt('postrouting', { ...to, in: null, out: home }),
        ];
      };
      const links = isBridged
        ? [this.#onBridge(connection.in)]
        : [this.#onLink(connection.in), this.#onLink(connection.out), this.#onLink(back)];
      return allOf([
        ...this.#turns(connection, request(), answer(), {
          sourceTranslated: masquerade !== null,
          destinationTranslated: into !== null,
          isBridged: isBridged,
          packets: connection.half && halfSequence(connection.half, connection.protocol),
        }),
        ...links,
      ]);
    });
  }

  received(connection: ReceivedConnection): ConnectionOutcome {
    const { source, destination, port } = connection;
    const home = connection.replyVia ?? connection.in;
    const interfaces = this.classes.interfaces([connection.in, connection.replyVia ?? null]);
    const key = `receive ${interfaces} ${this.#endsKey(connection)}`;
    return this.#remember(key, () => {
      const plain = { receivingBridge: null, published: false };
      const to = {
        ...plain,
        source,
        sourcePort: 'passing' as const,
        destination,
        destinationPort: port,
        toLocal: true,
        fromLocal: false,
        in: connection.in,
        out: null,
      };
      const back = {
        ...plain,
        source: destination,
        sourcePort: port,
        destination: source,
        destinationPort: 'passing' as const,
        toLocal: false,
        fromLocal: true,
        in: null,
        out: home,
      };
      return allOf([
        ...this.#turns(
          connection,
          [...stepAt('prerouting', to, false), ...stepAt('input', to)],
          [...stepAt('output', back, false), ...stepAt('postrouting', back)],
          {},
        ),
        this.#onLink(connection.in),
      ]);
    });
  }

  sent(connection: SentConnection): ConnectionOutcome {
    const {
      source,
      destination,
      port,
      into,
      bridge,
      published,
      replyInterface = connection.out,
    } = connection;
    const key = [
      'send',
      this.classes.interfaces([connection.out, bridge?.interface ?? null, replyInterface]),
      this.#endsKey(connection),
      this.#intoKey(into),
      published,
    ].join(' ');
    return this.#remember(key, () => {
      const real = into ?? { destination, port };
      const plain = { source, sourcePort: 'passing' as const, fromLocal: true };
      const to = {
        ...plain,
        destination: real.destination,
        destinationPort: real.port,
        toLocal: false,
        receivingBridge: bridge,
        published,
        in: null,
        out: connection.out,
      };
      // Translated on its way out it was on its way to the host itself, and that is what the chains of this hook see.
      const here = into ? { ...to, out: 'lo' } : to;
      const asked = into
        ? {
            ...plain,
            destination,
            destinationPort: port,
            toLocal: true,
            receivingBridge: null,
            published: false,
            in: null,
            out: 'lo',
          }
        : to;
      const back = {
        source: real.destination,
        sourcePort: real.port,
        destination: source,
        destinationPort: 'passing' as const,
        toLocal: true,
        fromLocal: false,
        receivingBridge: null,
        published: false,
        in: replyInterface,
        out: null,
      };
      return allOf([
        ...this.#turns(
          connection,
          [{ hook: 'output', before: asked, after: here, tracked: false }, ...stepAt('postrouting', to)],
          [...stepAt('prerouting', back, false), ...stepAt('input', back)],
          { destinationTranslated: into !== null },
        ),
        this.#onLink(connection.out),
      ]);
    });
  }

  /** Returns the outcome of a connection within the host. */
  looped(connection: ConnectionEnds): ConnectionOutcome {
    const { source, destination, port } = connection;
    const key = `loop ${this.#endsKey(connection)}`;
    return this.#remember(key, () => {
      const plain = { toLocal: true, fromLocal: true, receivingBridge: null, published: false };
      const there = { ...plain, source, sourcePort: 'passing' as const, destination, destinationPort: port };
      const back = {
        ...plain,
        source: destination,
        sourcePort: port,
        destination: source,
        destinationPort: 'passing' as const,
      };
      const steps = (view: Omit<PacketView, 'in' | 'out'>): readonly HookStep[] => [
        ...stepAt('output', { ...view, in: null, out: 'lo' }, false),
        ...stepAt('postrouting', { ...view, in: null, out: 'lo' }),
        // It keeps the state that it was given on its way out.
        ...stepAt('prerouting', { ...view, in: 'lo', out: null }).map(settled),
        ...stepAt('input', { ...view, in: 'lo', out: null }).map(settled),
      ];
      return allOf(this.#turns(connection, steps(there), steps(back), {}));
    });
  }

  /** Returns a key of the ends of a connection: those that no rule tells apart have one. */
  #endsKey({ source, destination, port, protocol }: ConnectionEnds): string {
    const classes = this.classes;
    return `${classes.address(source)} ${classes.address(destination)} ${classes.port(port)} ${protocol}`;
  }

  #intoKey(into: TranslatedDestination | null): string {
    return into ? `${this.classes.address(into.destination)} ${this.classes.port(into.port)}` : '-';
  }

  #remember(key: string, make: () => ConnectionOutcome): ConnectionOutcome {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }

  #turns(
    ends: ConnectionEnds,
    request: readonly HookStep[],
    answer: readonly HookStep[],
    {
      packets = packetSequence,
      ...more
    }: Partial<Pick<DockerPacket, 'sourceTranslated' | 'destinationTranslated' | 'isBridged'>> & {
      readonly packets?: readonly ConnectionPacket[] | undefined;
    },
  ): readonly ConnectionOutcome[] {
    const passages: ConnectionOutcome[] = [];
    for (const round of packets) {
      const passage = this.#walk(round.reply ? answer : request, round, ends.protocol, null, {
        originalSource: ends.source,
        originalDestination: ends.destination,
        originalPort: ends.port,
        sourceTranslated: more.sourceTranslated ?? false,
        destinationTranslated: more.destinationTranslated ?? false,
        isBridged: more.isBridged ?? false,
      });
      passages.push(passage);
      if (passage.passes === false) break;
    }
    return passages;
  }

  #walk(
    steps: readonly HookStep[],
    round: ConnectionPacket,
    protocol: string,
    icmpType: number | null,
    shared: Pick<
      DockerPacket,
      | 'originalSource'
      | 'originalDestination'
      | 'originalPort'
      | 'sourceTranslated'
      | 'destinationTranslated'
      | 'isBridged'
    >,
  ): ConnectionOutcome {
    let mark: number | 'unknown' = 0;
    const passages: ConnectionOutcome[] = [];
    for (const { hook, before, after, tracked, settled = false } of steps) {
      const seenAt = (chain: BaseChain): DockerPacket | null => {
        // What looks for neighbours is not tracked, and so not translated.
        if (chain.isNat && (round.state !== 'new' || icmpType !== null || settled)) return null;
        // Of chains of NAT the first that translates a packet is the last one that sees it.
        if (chain.isNat && isTranslatedBefore(chain, shared)) return null;
        const early = !tracked && chain.priority <= trackingPriority;
        const state: PacketState = early ? 'invalid' : icmpType === null ? round.state : 'untracked';
        return {
          ...(chain.priority <= translationPriority ? before : after),
          ...shared,
          protocol,
          icmpType,
          state,
          reply: round.reply,
          isOpening: round.state === 'new',
        };
      };
      const result = this.#firewall.pass(
        hook,
        mark,
        `${keyOf(before, after, round, tracked, protocol, icmpType, shared)} ${settled}`,
        seenAt,
      );
      passages.push(result);
      if (result.passes === false) break;
      mark = result.mark;
    }
    return allOf(passages);
  }

  /** Returns whether the two ends of an IPv6 link can discover each other; unknown when a rule may stop neighbour discovery. */
  #onLink(link: string): ConnectionOutcome {
    return this.#find(
      link,
      (view) => [
        [
          ...stepAt('prerouting', { ...view, toLocal: true, fromLocal: false, in: link, out: null }, false),
          ...stepAt('input', { ...view, toLocal: true, fromLocal: false, in: link, out: null }),
        ],
        [
          ...stepAt('output', { ...view, toLocal: false, fromLocal: true, in: null, out: link }, false),
          ...stepAt('postrouting', { ...view, toLocal: false, fromLocal: true, in: null, out: link }),
        ],
      ],
      false,
    );
  }

  #onBridge(link: string): ConnectionOutcome {
    return this.#find(
      link,
      (view) => {
        const plain = { ...view, toLocal: false, fromLocal: false };
        return [
          [
            ...stepAt('prerouting', { ...plain, in: link, out: null }, false),
            ...stepAt('forward', { ...plain, in: link, out: link }),
            ...stepAt('postrouting', { ...plain, in: null, out: link }),
          ],
        ];
      },
      true,
    );
  }

  #find(
    link: string,
    ways: (
      view: Omit<PacketView, 'in' | 'out' | 'toLocal' | 'fromLocal'>,
    ) => readonly (readonly HookStep[])[],
    isBridged: boolean,
  ): ConnectionOutcome {
    if (this.#family === 'ipv4' || link === 'lo') return open;
    const key = `${link} ${isBridged}`;
    const known = this.#neighbours.get(key);
    if (known) return known;
    const near: KnownAddress = { text: 'neighbour', within: [{ first: 0n, last: (1n << 128n) - 1n }] };
    const shared = {
      originalSource: near,
      originalDestination: near,
      originalPort: 'any' as const,
      sourceTranslated: false,
      destinationTranslated: false,
      isBridged,
    };
    const view = {
      source: near,
      destination: near,
      sourcePort: 'any' as const,
      destinationPort: 'any' as const,
      receivingBridge: null,
      published: false,
    };
    const found = allOf(
      ways(view).flatMap((steps) =>
        neighbourTypes.map((type) =>
          this.#walk(steps, { state: 'new', reply: false }, 'ipv6-icmp', type, shared),
        ),
      ),
    );
    const result: ConnectionOutcome =
      found.passes === true ? open : { passes: 'unknown', because: found.because };
    this.#neighbours.set(key, result);
    return result;
  }
}

/** The ICMPv6 types of neighbour solicitation and advertisement. */
const neighbourTypes = [135, 136];

function stepAt(hook: Hook, view: PacketView, tracked = true): readonly HookStep[] {
  return [{ hook, before: view, after: view, tracked }];
}

function settled(step: HookStep): HookStep {
  return { ...step, settled: true };
}

/** True when Docker translates the destination before a chain of type `nat` sees the packet. */
function isTranslatedBefore(
  { hook, priority }: BaseChain,
  { destinationTranslated }: Pick<DockerPacket, 'destinationTranslated'>,
): boolean {
  return (
    destinationTranslated && priority > translationPriority && (hook === 'prerouting' || hook === 'output')
  );
}

function keyOf(
  before: PacketView,
  after: PacketView,
  { state, reply }: ConnectionPacket,
  tracked: boolean,
  protocol: string,
  icmpType: number | null,
  shared: object,
): string {
  const {
    originalSource,
    originalDestination,
    originalPort,
    sourceTranslated,
    destinationTranslated,
    isBridged,
  } = shared as DockerPacket;
  return [
    viewKey(before),
    before === after ? '' : viewKey(after),
    state,
    reply,
    tracked,
    protocol,
    icmpType,
    originalSource.text,
    originalDestination.text,
    originalPort,
    sourceTranslated,
    destinationTranslated,
    isBridged,
  ].join(' ');
}

function viewKey(view: PacketView): string {
  return [
    view.in,
    view.out,
    view.source.text,
    view.destination.text,
    view.sourcePort,
    view.destinationPort,
    view.toLocal,
    view.fromLocal,
    view.receivingBridge?.interface,
    view.published,
  ].join(' ');
}

/** Returns the outcome when every passage must be open: the first closed one gives the reason, else the first unknown one. */
export function allOf(passages: readonly ConnectionOutcome[]): ConnectionOutcome {
  const stopped =
    passages.find(({ passes }) => passes === false) ?? passages.find(({ passes }) => passes === 'unknown');
  if (stopped) return stopped;
  return {
    passes: passages.map(({ passes }) => passes).reduce(both, true),
    because: passages.find(({ because }) => because !== null)?.because ?? null,
  };
}

/** Returns the outcome when one open passage is enough. */
export function anyOf(passages: readonly ConnectionOutcome[]): ConnectionOutcome {
  return (
    passages.find(({ passes }) => passes === true) ??
    passages.find(({ passes }) => passes === 'unknown') ??
    passages[0] ??
    closed
  );
}

/** Returns the outcome that holds in every case, when exactly one of the cases applies; unknown when they differ. */
export function outcomeInEveryCase(passages: readonly ConnectionOutcome[]): ConnectionOutcome {
  const [first, ...others] = passages;
  if (!first) return undecided;
  return others.every(({ passes }) => passes === first.passes) ? first : { passes: 'unknown', because: null };
}
