// What a firewall does with a packet. Where a condition is not known both cases are followed, and what they agree on is known.

import type { Tri } from '../../compose/topology.ts';
import { isWithin, type KnownAddress } from './addresses.ts';
import type {
  Action,
  BaseChain,
  Chain,
  Hook,
  Match,
  PacketState,
  PortRange,
  Rule,
  Ruleset,
} from './ruleset.ts';

/** The port of a packet: a number, a port that no rule names in particular, the ephemeral port of a client, or any port. */
export type KnownPort = number | 'unnamed' | 'passing' | 'any';

/** A packet as the chains of one hook see it. */
export interface Packet {
  readonly in: string | null;
  readonly out: string | null;
  readonly source: KnownAddress;
  readonly destination: KnownAddress;
  readonly protocol: string;
  readonly sourcePort: KnownPort;
  readonly destinationPort: KnownPort;
  readonly state: PacketState;
  readonly reply: boolean;
  /** The source, destination and port of the connection before any translation. */
  readonly originalSource: KnownAddress;
  readonly originalDestination: KnownAddress;
  readonly originalPort: KnownPort;
  /** True when the source of the connection is translated; the next member says the same of its destination. */
  readonly sourceTranslated: boolean;
  readonly destinationTranslated: boolean;
  readonly toLocal: boolean;
  readonly fromLocal: boolean;
  /** True when the packet passes between two ports of one bridge. */
  readonly isBridged: boolean;
  /** True for the first packet of a connection. */
  readonly isOpening: boolean;
  /** The number of the ICMP type; null for other protocols. */
  readonly icmpType: number | null;
}

/** The verdict of Docker's own rules; `pass` continues with the next rule. */
export type DockerVerdict = 'accept' | 'drop' | 'pass' | 'unknown';

export type DockerRules<P extends Packet> = (part: 'raw' | 'forward', packet: P) => DockerVerdict;

/** Bits for the possible outcomes of a packet; `ended` means that it continues after the rule or the chain. */
const accepted = 1;
const dropped = 2;
const ended = 4;
/** The packet leaves the chain and continues after the jump that led there. */
const returned = 8;

interface PacketOutcome {
  readonly possible: number;
  readonly mark: Mark;
  /** The rule that drops the packet, or else the one that decides. */
  readonly because: string | null;
  /** A rule that is not understood, or that may or may not match. */
  readonly doubt: string | null;
}

type Mark = number | 'unknown';

export interface HookResult {
  readonly passes: Tri;
  readonly mark: Mark;
  /** The rule that stops the packet, accepts it, or is not understood. */
  readonly because: string | null;
}

/** The largest number of rules that are followed both ways; beyond it the outcome is unknown. */
const maxForks = 64;
/** The largest number of rules that a packet is tested against at one base chain, and the deepest nesting of chains. */
const maxSteps = 100_000;
const maxNesting = 256;

/** One packet on its way through a base chain and the chains that it leads to. */
interface Walk<P extends Packet> {
  readonly packet: P;
  readonly chains: ReadonlyMap<string, Chain>;
  /** The outcomes by chain, then by position and mark; null while an outcome is being computed, which reveals a loop. */
  readonly known: Map<Chain, Map<string, PacketOutcome | null>>;
  steps: number;
  forks: number;
}

/** Evaluates the chains of a ruleset; `docker` gives the verdicts of Docker's own rules. */
export class Firewall<P extends Packet> {
  readonly #chains: { readonly [hook in Hook]: readonly BaseChain[] };
  readonly #docker: DockerRules<P>;
  readonly #known = new Map<string, HookResult>();

  constructor({ chains }: Ruleset, docker: DockerRules<P>) {
    const at = (hook: Hook): readonly BaseChain[] =>
      chains.filter((chain) => chain.hook === hook).sort((a, b) => a.priority - b.priority);
    this.#chains = {
      prerouting: at('prerouting'),
      input: at('input'),
      forward: at('forward'),
      output: at('output'),
      postrouting: at('postrouting'),
    };
    this.#docker = docker;
  }

  /** Returns the outcome of a packet at a hook. `seenAt` gives the packet as a chain sees it, or null when that chain does not see it. */
  pass(hook: Hook, mark: Mark, key: string, seenAt: (chain: BaseChain) => P | null): HookResult {
    const id = `${hook} ${mark} ${key}`;
    const known = this.#known.get(id);
    if (known) return known;
    let passes: Tri = true;
    let now = mark;
    let because: string | null = null;
    for (const chain of this.#chains[hook]) {
      const packet = seenAt(chain);
      if (!packet) continue;
      const outcome = this.#walk(
        { packet, chains: chain.chains, known: new Map(), steps: 0, forks: 0 },
        chain,
        0,
        now,
        0,
      );
      now = outcome.mark;
      let may = outcome.possible;
      if (may & (ended | returned))
        may = (may & ~(ended | returned)) | (chain.policy === 'drop' ? dropped : accepted);
      if (may === dropped) {
        passes = false;
        because = outcome.because ?? `${chain.name}: policy ${chain.policy}`;
        break;
      }
      if (may !== accepted) {
        passes = 'unknown';
        because = outcome.doubt ?? outcome.because;
      } else if (passes === true) because ??= outcome.because;
    }
    const result = { passes, mark: now, because };
    this.#known.set(id, result);
    return result;
  }

  /** Returns the outcome of a chain's rules from position `from` on; each position is evaluated once for a packet. */
  #walk(walk: Walk<P>, chain: Chain, from: number, mark: Mark, nesting: number): PacketOutcome {
    const ofChain = walk.known.get(chain) ?? new Map<string, PacketOutcome | null>();
    walk.known.set(chain, ofChain);
    const key = `${from} ${mark}`;
    const known = ofChain.get(key);
    if (known !== undefined) return known ?? unknownOutcome(`${chain.name} leads back to itself`);
    if (nesting > maxNesting) return unknownOutcome(`${chain.name}: chains nest too deeply to be followed`);
    ofChain.set(key, null);
    const outcome = this.#follow(walk, chain, from, mark, nesting);
    ofChain.set(key, outcome);
    return outcome;
  }

  #follow(walk: Walk<P>, chain: Chain, from: number, start: Mark, nesting: number): PacketOutcome {
    let mark = start;
    for (let at = from; at < chain.rules.length; at++) {
      const rule = chain.rules[at];
      if (!rule) break;
      if (++walk.steps > maxSteps) return unknownOutcome(`${chain.name}: too many rules to be followed`);
      const fits = matchesAll(rule.matches, walk.packet, mark);
      if (fits === false) continue;
      const taken = this.#act(walk, rule, rule.action, mark, nesting);
      const continues = (taken.possible & ended) !== 0;
      const continueAfter = (next: Mark): PacketOutcome => this.#walk(walk, chain, at + 1, next, nesting + 1);
      if (fits === true) {
        if (taken.possible === ended) {
          mark = taken.mark;
          continue;
        }
        if (!continues) return taken;
        return merge({ ...taken, possible: taken.possible & ~ended }, continueAfter(taken.mark));
      }
      if (taken.possible === ended && taken.mark === mark) continue; // It makes no difference.
      if (++walk.forks > maxForks) return unknownOutcome(rule.text);
      const rest = continueAfter(mark);
      const after = continues
        ? merge(
            { ...taken, possible: taken.possible & ~ended },
            taken.mark === mark ? rest : continueAfter(taken.mark),
          )
        : taken;
      const merged = merge(after, rest);
      return { ...merged, doubt: merged.doubt ?? rule.text };
    }
    return { possible: ended, mark, because: null, doubt: null };
  }

  /** Returns the outcome of one rule: `ended` when the packet continues after it, `returned` for a return. */
  #act(walk: Walk<P>, rule: Rule, action: Action, mark: Mark, nesting: number): PacketOutcome {
    const { packet, chains } = walk;
    const decided = (possible: number): PacketOutcome => ({
      possible: possible,
      mark,
      because: rule.text,
      doubt: null,
    });
    switch (action.kind) {
      case 'accept':
        return decided(accepted);
      case 'drop':
        return decided(dropped);
      case 'return':
        return { possible: returned, mark, because: null, doubt: null };
      case 'none':
        return { possible: ended, mark, because: null, doubt: null };
      case 'mark': {
        const next = mark === 'unknown' ? mark : ((mark & action.keep) ^ action.flip) >>> 0;
        return { possible: ended, mark: action.keep === 0 ? action.flip : next, because: null, doubt: null };
      }
      case 'jump':
      case 'goto': {
        const target = chains.get(action.chain);
        if (!target) return { ...decided(accepted | dropped | ended), doubt: rule.text };
        const inner = this.#walk(walk, target, 0, mark, nesting + 1);
        let { possible } = inner;
        // A return leads behind the jump; of a goto, behind the jump to the chain that it stands in.
        if (possible & returned) possible = (possible & ~returned) | ended;
        if (action.kind === 'goto' && possible & ended) possible = (possible & ~ended) | returned;
        return { ...inner, possible: possible };
      }
      case 'map': {
        let result: PacketOutcome | null = null;
        for (const entry of action.entries) {
          const fits = matches(entry.match, packet, mark);
          if (fits === false) continue;
          const taken = this.#act(walk, rule, entry.action, mark, nesting);
          result = result ? merge(result, taken) : taken;
          if (fits === true) return result;
        }
        const none: PacketOutcome = { possible: ended, mark, because: null, doubt: null };
        return result ? { ...merge(result, none), doubt: rule.text } : none;
      }
      case 'source-nat':
        // Who answers is the same; where nothing of Docker's translates it, the answer may now find its way.
        return packet.sourceTranslated || packet.fromLocal
          ? decided(accepted)
          : { ...decided(accepted | dropped), doubt: rule.text };
      case 'destination-nat':
        return { ...decided(accepted | dropped), doubt: rule.text };
      case 'docker': {
        switch (this.#docker(action.part, packet)) {
          case 'accept':
            return decided(accepted);
          case 'drop':
            return decided(dropped);
          case 'pass':
            return { possible: ended, mark, because: null, doubt: null };
          case 'unknown':
            return { ...decided(accepted | dropped | ended), doubt: rule.text };
        }
        break;
      }
      case 'unknown':
        return unknownOutcome(rule.text);
    }
    throw new RangeError(`no such action: ${JSON.stringify(action)}`);
  }
}

/** Returns the outcome 'unknown' with the rule in doubt. */
function unknownOutcome(doubt: string): PacketOutcome {
  return { possible: accepted | dropped | ended, mark: 'unknown', because: null, doubt };
}

function merge(a: PacketOutcome, b: PacketOutcome): PacketOutcome {
  return {
    possible: a.possible | b.possible,
    mark: a.possible === 0 ? b.mark : b.possible === 0 || a.mark === b.mark ? a.mark : 'unknown',
    because: a.possible & dropped ? a.because : (b.because ?? a.because),
    doubt: a.doubt ?? b.doubt,
  };
}

function matchesAll(list: readonly Match[], packet: Packet, mark: Mark): Tri {
  let all: Tri = true;
  for (const match of list) {
    const fits = matches(match, packet, mark);
    if (fits === false) return false;
    if (fits === 'unknown') all = fits;
  }
  return all;
}

function inverted(value: Tri, not: boolean): Tri {
  return value === 'unknown' || !not ? value : !value;
}

/** Returns whether a packet meets a condition. */
function matches(match: Match, packet: Packet, mark: Mark): Tri {
  const tracked = packet.state !== 'invalid';
  switch (match.kind) {
    case 'in':
    case 'out': {
      const name = match.kind === 'in' ? packet.in : packet.out;
      return inverted(matchesInterface(name, match.names), match.not);
    }
    case 'source':
      return inverted(isWithin(packet.source, match.ranges), match.not);
    case 'destination':
      return inverted(isWithin(packet.destination, match.ranges), match.not);
    case 'original-source':
      return tracked && inverted(isWithin(packet.originalSource, match.ranges), match.not);
    case 'original-destination':
      return tracked && inverted(isWithin(packet.originalDestination, match.ranges), match.not);
    case 'source-port':
      return hasPorts(packet) && inverted(matchesPort(packet.sourcePort, match.ranges), match.not);
    case 'destination-port':
      return hasPorts(packet) && inverted(matchesPort(packet.destinationPort, match.ranges), match.not);
    case 'any-port': {
      if (!hasPorts(packet)) return false;
      const [a, b] = [
        matchesPort(packet.sourcePort, match.ranges),
        matchesPort(packet.destinationPort, match.ranges),
      ];
      return inverted(
        a === true || b === true ? true : a === false && b === false ? false : 'unknown',
        match.not,
      );
    }
    case 'original-port':
      return tracked && inverted(matchesPort(packet.originalPort, match.ranges), match.not);
    case 'protocol':
      return match.names.includes(packet.protocol) !== match.not;
    case 'state':
      return match.states.some((state) => isInState(state, packet)) !== match.not;
    case 'direction':
      return tracked && packet.reply === match.reply;
    case 'mark':
      return mark === 'unknown' ? 'unknown' : ((mark & match.mask) >>> 0 === match.value >>> 0) !== match.not;
    case 'local':
      return (match.of === 'source' ? packet.fromLocal : packet.toLocal) !== match.not;
    case 'syn':
      return (packet.protocol === 'tcp' && packet.isOpening) !== match.not;
    case 'bridged':
      return packet.isBridged !== match.not;
    case 'icmp-type':
      return packet.icmpType !== null && match.types.includes(packet.icmpType) !== match.not;
    case 'hop-limit':
      // What looks for neighbours is sent with 255, and nothing else is.
      return packet.icmpType === null
        ? match.value !== 255 && 'unknown'
        : (match.value === 255) !== match.not;
    case 'always':
      return true;
    case 'never':
      return false;
    case 'unknown':
      return 'unknown';
  }
}

function isInState(state: string, packet: Packet): boolean {
  switch (state) {
    case 'snat':
      return packet.sourceTranslated && packet.state !== 'invalid';
    case 'dnat':
      return packet.destinationTranslated && packet.state !== 'invalid';
    default:
      return state === packet.state;
  }
}

function hasPorts({ protocol }: Packet): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

/** Returns whether an interface is among `named`. A name that is unknown is written `<bridge …>` or `<outside>` and may match. */
export function matchesInterface(name: string | null, named: readonly string[]): Tri {
  if (name === null) return false;
  let known: Tri = false;
  for (const one of named) {
    const begins = one.endsWith('*') ? one.slice(0, -1) : null;
    if (one === name || (begins !== null && name.startsWith(begins))) return true;
    if (name.startsWith('<') && mayMatch(name, begins ?? one))
      known = begins === '' || begins === 'br-' ? true : 'unknown';
  }
  return known;
}

function mayMatch(name: string, named: string): boolean {
  if (named === 'lo' || named === 'docker0') return false;
  const ofBridge = named === '' || named === 'br-' || /^br-[0-9a-f]{12}$/.test(named);
  return name.startsWith('<bridge') ? ofBridge : named === '' || !/^(br-|veth)/.test(named);
}

/** The ephemeral ports, which client systems use as source ports. */
const ephemeralPorts: PortRange = { first: 32_768, last: 60_999 };

/** Returns whether a port is in one of the ranges. */
export function matchesPort(port: KnownPort, ranges: readonly PortRange[]): Tri {
  if (typeof port === 'number') return ranges.some(({ first, last }) => port >= first && port <= last);
  if (port === 'any') return ranges.some(({ first, last }) => first <= 1 && last === 65_535) || 'unknown';
  const whole = ephemeralPorts.last - ephemeralPorts.first + 1;
  let held = 0;
  for (const { first, last } of ranges)
    held += Math.max(0, Math.min(last, ephemeralPorts.last) - Math.max(first, ephemeralPorts.first) + 1);
  if (held >= whole) return true;
  // A rule about a few high ports is not about the way back of most connections.
  return held * 16 > whole ? 'unknown' : false;
}
