// Whether a connection comes about on a machine: its first packet, the answer and what follows, each through every hook that it passes.

import type { Tri } from '../compose/topology.ts';
import type { Family } from '../reach/reach-model.ts';
import { both } from '../reach/rows/tri.ts';
import type { Bridge } from './docker/bridges.ts';
import type { DockerPacket } from './docker/docker-rules.ts';
import type { KnownAddress } from './firewall/addresses.ts';
import type { Firewall, KnownPort } from './firewall/evaluate.ts';
import type { BaseChain, Hook, PacketState } from './firewall/ruleset.ts';

/** The outcome of a connection, and the rule that decides it. */
export interface Passage {
  readonly passes: Tri;
  readonly because: string | null;
}

export const open: Passage = { passes: true, because: null };
export const closed: Passage = { passes: false, because: null };
export const unclear: Passage = { passes: 'unknown', because: null };

interface Ends {
  readonly source: KnownAddress;
  /** The destination that the client addresses. */
  readonly destination: KnownAddress;
  readonly port: KnownPort;
  readonly protocol: string;
}

/** The destination after Docker's translation. */
export interface Translated {
  readonly destination: KnownAddress;
  readonly port: KnownPort;
}

interface ToContainer {
  /** The bridge on which a container receives the connection, and whether that container publishes the port there. */
  readonly bridge: Bridge | null;
  readonly published: boolean;
}

/** A connection that the host forwards. */
export interface Forwarded extends Ends, ToContainer {
  readonly in: string;
  readonly out: string;
  readonly into: Translated | null;
  /** The source address that Docker's masquerading gives the connection. */
  readonly masquerade: KnownAddress | null;
  /** The interface that replies arrive on, when it is not the one that packets leave by. */
  readonly answersFrom?: string;
  /** The bridge of the client container, which receives the replies when the container keeps its own address. */
  readonly sourceBridge?: Bridge;
  readonly bridged: boolean;
}

/** A connection to a process of the host. */
export interface Received extends Ends {
  readonly in: string;
}

/** A connection from a process of the host. */
export interface Sent extends Ends, ToContainer {
  readonly out: string;
  readonly into: Translated | null;
}

/** One packet of a connection. */
interface Turn {
  readonly state: 'new' | 'established';
  readonly reply: boolean;
}

const turns: readonly Turn[] = [
  { state: 'new', reply: false },
  { state: 'established', reply: true },
  { state: 'established', reply: false },
];

/** The priority from which connections are tracked, and the one at which destinations are translated. */
const trackingPriority = -200;
const translationPriority = -100;

/** The fields of a packet that change from hook to hook. */
type View = Pick<
  DockerPacket,
  | 'in'
  | 'out'
  | 'source'
  | 'destination'
  | 'sourcePort'
  | 'destinationPort'
  | 'toLocal'
  | 'fromLocal'
  | 'toContainer'
  | 'published'
>;

/** A packet at a hook: before and after translation, and whether it is already tracked on arrival. */
interface Step {
  readonly hook: Hook;
  readonly before: View;
  readonly after: View;
  readonly tracked: boolean;
  /** True for a connection within the host, whose translation is decided on the way out. */
  readonly settled?: true;
}

export class Connections {
  readonly #firewall: Firewall<DockerPacket>;
  readonly #family: Family;
  readonly #known = new Map<string, Passage>();
  readonly #neighbours = new Map<string, Passage>();

  constructor(firewall: Firewall<DockerPacket>, family: Family) {
    this.#firewall = firewall;
    this.#family = family;
  }

  forwarded(connection: Forwarded): Passage {
    const { source, destination, port, into, masquerade, bridge, published, bridged } = connection;
    const key = [
      'forward',
      connection.in,
      connection.out,
      source.text,
      destination.text,
      port,
      connection.protocol,
      into?.destination.text,
      into?.port,
      masquerade?.text,
      bridge?.interface,
      published,
      connection.answersFrom,
      connection.sourceBridge?.interface,
      bridged,
    ].join(' ');
    return this.#remember(key, () => {
      const real = into ?? { destination, port };
      const back = connection.answersFrom ?? connection.out;
      const request = (): readonly Step[] => {
        const base = { source, sourcePort: 'passing' as const, fromLocal: false };
        const to = {
          ...base,
          destination: real.destination,
          destinationPort: real.port,
          toLocal: false,
          toContainer: bridge,
          published,
        };
        const asked = into
          ? {
              ...base,
              destination,
              destinationPort: port,
              toLocal: true,
              toContainer: null,
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
          ...at('forward', { ...to, in: connection.in, out: connection.out }),
          ...at('postrouting', { ...to, in: null, out: connection.out }),
        ];
      };
      const answer = (): readonly Step[] => {
        const base = {
          source: real.destination,
          sourcePort: real.port,
          destinationPort: 'passing' as const,
          fromLocal: false,
          toContainer: null,
          published: false,
        };
        const to = {
          ...base,
          destination: source,
          toLocal: false,
          toContainer: connection.sourceBridge ?? null,
        };
        const asked = masquerade ? { ...base, destination: masquerade, toLocal: true } : to;
        return [
          {
            hook: 'prerouting',
            before: { ...asked, in: back, out: null },
            after: { ...to, in: back, out: null },
            tracked: false,
          },
          ...at('forward', { ...to, in: back, out: connection.in }),
          ...at('postrouting', { ...to, in: null, out: connection.in }),
        ];
      };
      const links = bridged
        ? [this.#onBridge(connection.in)]
        : [this.#onLink(connection.in), this.#onLink(connection.out), this.#onLink(back)];
      return allOf([
        ...this.#turns(connection, request(), answer(), {
          sourceTranslated: masquerade !== null,
          destinationTranslated: into !== null,
          bridged,
        }),
        ...links,
      ]);
    });
  }

  received(connection: Received): Passage {
    const { source, destination, port } = connection;
    const key = ['receive', connection.in, source.text, destination.text, port, connection.protocol].join(
      ' ',
    );
    return this.#remember(key, () => {
      const plain = { toContainer: null, published: false };
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
        out: connection.in,
      };
      return allOf([
        ...this.#turns(
          connection,
          [...at('prerouting', to, false), ...at('input', to)],
          [...at('output', back, false), ...at('postrouting', back)],
          {},
        ),
        this.#onLink(connection.in),
      ]);
    });
  }

  sent(connection: Sent): Passage {
    const { source, destination, port, into, bridge, published } = connection;
    const key = [
      'send',
      connection.out,
      source.text,
      destination.text,
      port,
      connection.protocol,
      into?.destination.text,
      into?.port,
      bridge?.interface,
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
        toContainer: bridge,
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
            toContainer: null,
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
        toContainer: null,
        published: false,
        in: connection.out,
        out: null,
      };
      return allOf([
        ...this.#turns(
          connection,
          [{ hook: 'output', before: asked, after: here, tracked: false }, ...at('postrouting', to)],
          [...at('prerouting', back, false), ...at('input', back)],
          { destinationTranslated: into !== null },
        ),
        this.#onLink(connection.out),
      ]);
    });
  }

  /** Returns the outcome of a connection within the host. */
  looped(connection: Ends): Passage {
    const { source, destination, port } = connection;
    const key = ['loop', source.text, destination.text, port, connection.protocol].join(' ');
    return this.#remember(key, () => {
      const plain = { toLocal: true, fromLocal: true, toContainer: null, published: false };
      const there = { ...plain, source, sourcePort: 'passing' as const, destination, destinationPort: port };
      const back = {
        ...plain,
        source: destination,
        sourcePort: port,
        destination: source,
        destinationPort: 'passing' as const,
      };
      const steps = (view: Omit<View, 'in' | 'out'>): readonly Step[] => [
        ...at('output', { ...view, in: null, out: 'lo' }, false),
        ...at('postrouting', { ...view, in: null, out: 'lo' }),
        // It keeps the state that it was given on its way out.
        ...at('prerouting', { ...view, in: 'lo', out: null }).map(settled),
        ...at('input', { ...view, in: 'lo', out: null }).map(settled),
      ];
      return allOf(this.#turns(connection, steps(there), steps(back), {}));
    });
  }

  #remember(key: string, make: () => Passage): Passage {
    const known = this.#known.get(key) ?? make();
    this.#known.set(key, known);
    return known;
  }

  #turns(
    ends: Ends,
    request: readonly Step[],
    answer: readonly Step[],
    more: Partial<Pick<DockerPacket, 'sourceTranslated' | 'destinationTranslated' | 'bridged'>>,
  ): readonly Passage[] {
    const passages: Passage[] = [];
    for (const round of turns) {
      const passage = this.#walk(round.reply ? answer : request, round, ends.protocol, null, {
        originalSource: ends.source,
        originalDestination: ends.destination,
        originalPort: ends.port,
        sourceTranslated: more.sourceTranslated ?? false,
        destinationTranslated: more.destinationTranslated ?? false,
        bridged: more.bridged ?? false,
      });
      passages.push(passage);
      if (passage.passes === false) break;
    }
    return passages;
  }

  #walk(
    steps: readonly Step[],
    round: Turn,
    protocol: string,
    icmpType: number | null,
    shared: Pick<
      DockerPacket,
      | 'originalSource'
      | 'originalDestination'
      | 'originalPort'
      | 'sourceTranslated'
      | 'destinationTranslated'
      | 'bridged'
    >,
  ): Passage {
    let mark: number | 'unknown' = 0;
    const passages: Passage[] = [];
    for (const { hook, before, after, tracked, settled = false } of steps) {
      const seenAt = (chain: BaseChain): DockerPacket | null => {
        // What looks for neighbours is not tracked, and so not translated.
        if (chain.nat && (round.state !== 'new' || icmpType !== null || settled)) return null;
        // Of chains of NAT the first that translates a packet is the last one that sees it.
        if (chain.nat && isTranslatedBefore(chain, shared)) return null;
        const early = !tracked && chain.priority <= trackingPriority;
        const state: PacketState = early ? 'invalid' : icmpType === null ? round.state : 'untracked';
        return {
          ...(chain.priority <= translationPriority ? before : after),
          ...shared,
          protocol,
          icmpType,
          state,
          reply: round.reply,
          opening: round.state === 'new',
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
  #onLink(link: string): Passage {
    return this.#find(
      link,
      (view) => [
        [
          ...at('prerouting', { ...view, toLocal: true, fromLocal: false, in: link, out: null }, false),
          ...at('input', { ...view, toLocal: true, fromLocal: false, in: link, out: null }),
        ],
        [
          ...at('output', { ...view, toLocal: false, fromLocal: true, in: null, out: link }, false),
          ...at('postrouting', { ...view, toLocal: false, fromLocal: true, in: null, out: link }),
        ],
      ],
      false,
    );
  }

  #onBridge(link: string): Passage {
    return this.#find(
      link,
      (view) => {
        const plain = { ...view, toLocal: false, fromLocal: false };
        return [
          [
            ...at('prerouting', { ...plain, in: link, out: null }, false),
            ...at('forward', { ...plain, in: link, out: link }),
            ...at('postrouting', { ...plain, in: null, out: link }),
          ],
        ];
      },
      true,
    );
  }

  #find(
    link: string,
    ways: (view: Omit<View, 'in' | 'out' | 'toLocal' | 'fromLocal'>) => readonly (readonly Step[])[],
    bridged: boolean,
  ): Passage {
    if (this.#family === 'ipv4' || link === 'lo') return open;
    const key = `${link} ${bridged}`;
    const known = this.#neighbours.get(key);
    if (known) return known;
    const near: KnownAddress = { text: 'neighbour', within: [{ first: 0n, last: (1n << 128n) - 1n }] };
    const shared = {
      originalSource: near,
      originalDestination: near,
      originalPort: 'any' as const,
      sourceTranslated: false,
      destinationTranslated: false,
      bridged,
    };
    const view = {
      source: near,
      destination: near,
      sourcePort: 'any' as const,
      destinationPort: 'any' as const,
      toContainer: null,
      published: false,
    };
    const found = allOf(
      ways(view).flatMap((steps) =>
        neighbourTypes.map((type) =>
          this.#walk(steps, { state: 'new', reply: false }, 'ipv6-icmp', type, shared),
        ),
      ),
    );
    const result: Passage = found.passes === true ? open : { passes: 'unknown', because: found.because };
    this.#neighbours.set(key, result);
    return result;
  }
}

/** The ICMPv6 types of neighbour solicitation and advertisement. */
const neighbourTypes = [135, 136];

function at(hook: Hook, view: View, tracked = true): readonly Step[] {
  return [{ hook, before: view, after: view, tracked }];
}

function settled(step: Step): Step {
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
  before: View,
  after: View,
  { state, reply }: Turn,
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
    bridged,
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
    bridged,
  ].join(' ');
}

function viewKey(view: View): string {
  return [
    view.in,
    view.out,
    view.source.text,
    view.destination.text,
    view.sourcePort,
    view.destinationPort,
    view.toLocal,
    view.fromLocal,
    view.toContainer?.interface,
    view.published,
  ].join(' ');
}

/** Returns the outcome when every passage must be open: the first closed one gives the reason, else the first unknown one. */
export function allOf(passages: readonly Passage[]): Passage {
  const stopped =
    passages.find(({ passes }) => passes === false) ?? passages.find(({ passes }) => passes === 'unknown');
  if (stopped) return stopped;
  return {
    passes: passages.map(({ passes }) => passes).reduce(both, true),
    because: passages.find(({ because }) => because !== null)?.because ?? null,
  };
}

/** Returns the outcome when one open passage is enough. */
export function anyOf(passages: readonly Passage[]): Passage {
  return (
    passages.find(({ passes }) => passes === true) ??
    passages.find(({ passes }) => passes === 'unknown') ??
    passages[0] ??
    closed
  );
}

/** Returns the outcome that holds in every case, when exactly one of the cases applies; unknown when they differ. */
export function eitherCase(passages: readonly Passage[]): Passage {
  const [first, ...others] = passages;
  if (!first) return unclear;
  return others.every(({ passes }) => passes === first.passes) ? first : { passes: 'unknown', because: null };
}
