// Docker's own rules, as its Engine makes them out of what the compose files say: what they do with a packet, and where they stand among
// the rules of a machine.

import type { EngineBehaviour } from '../../reach/networks/engine-behaviour.ts';
import type { Family } from '../../reach/reach-model.ts';
import type { DockerVerdict, Packet } from '../firewall/evaluate.ts';
import type { Table } from '../firewall/read-iptables.ts';
import type { BaseChain, Chain, Match, Rule } from '../firewall/ruleset.ts';
import type { Bridge } from './bridges.ts';

/** A packet with the properties that Docker's rules test. */
export interface DockerPacket extends Packet {
  /** The bridge of the container that receives the packet. */
  readonly receivingBridge: Bridge | null;
  /** True when the receiving container publishes the port on that bridge. */
  readonly published: boolean;
}

/** The way a release of the Engine writes its rules. */
export interface DockerStyle {
  readonly backend: 'iptables' | 'nftables';
  /** True before Engine 28: packets between bridges are dropped, and the policy of FORWARD decides about packets that match no rule. */
  readonly leavesForwardingToHost: boolean;
  /** True before Engine 29: a bridge is isolated from others before published ports are opened. */
  readonly isolatesBridgesFirst: boolean;
  /** True when the Engine writes rules for this address family. */
  readonly filtersFamily: boolean;
}

export function dockerStyle(
  behaviour: EngineBehaviour,
  backend: DockerStyle['backend'],
  family: Family,
): DockerStyle {
  return {
    backend,
    leavesForwardingToHost: behaviour.leavesForwardingToHost,
    isolatesBridgesFirst: !behaviour.translatesAcross,
    filtersFamily: behaviour.filters[family],
  };
}

/** Returns the verdict of Docker's rules for `bridges` on a packet. */
export function dockerVerdict(
  style: DockerStyle,
  bridges: ReadonlyMap<string, Bridge>,
  part: 'raw' | 'forward',
  packet: DockerPacket,
): DockerVerdict {
  if (!style.filtersFamily) return 'pass';
  if (part === 'raw') {
    const to = packet.receivingBridge;
    return to?.guarded && packet.in !== to.interface ? 'drop' : 'pass';
  }
  const from = bridges.get(packet.in ?? '');
  const to = bridges.get(packet.out ?? '');
  if (!from && !to) return 'pass';
  // A network that someone else makes has icc and rules of its own that are not known.
  if (from === to && from && !from.isKnown) return packet.isBridged ? 'accept' : 'unknown';
  if ((from && !from.isKnown) || (to && !to.isKnown)) return 'unknown';
  if (style.backend === 'nftables') return nftablesForward(from, to, packet);
  return style.leavesForwardingToHost
    ? forwardBefore28(from, to, packet)
    : forwardFrom28(from, to, packet, style.isolatesBridgesFirst);
}

function nftablesForward(
  from: Bridge | undefined,
  to: Bridge | undefined,
  packet: DockerPacket,
): DockerVerdict {
  const answers = packet.state === 'established';
  if (to) {
    if (answers) return 'accept';
    if (to.internal) return from === to && to.icc ? 'accept' : 'drop';
    if (from === to) return to.icc ? 'accept' : 'drop';
    return opensPort(to, packet) ? 'accept' : 'drop';
  }
  if (!from) return 'pass';
  return answers || !from.internal ? 'accept' : 'drop';
}

function forwardFrom28(
  from: Bridge | undefined,
  to: Bridge | undefined,
  packet: DockerPacket,
  separatesFirst: boolean,
): DockerVerdict {
  if (to && !to.internal && packet.state === 'established') return 'accept';
  if (from !== to && (from?.internal || to?.internal)) return 'drop';
  if (from && to && from !== to && separatesFirst && to.mode !== 'routed') return 'drop';
  if (to && from !== to) return opensPort(to, packet) ? 'accept' : 'drop';
  if (from && from === to) return from.icc ? 'accept' : 'drop';
  return from ? 'accept' : 'pass';
}

function forwardBefore28(
  from: Bridge | undefined,
  to: Bridge | undefined,
  packet: DockerPacket,
): DockerVerdict {
  if (from !== to && (from?.internal || to?.internal)) return 'drop';
  if (from && to && from !== to) return 'drop';
  if (to && packet.state === 'established') return 'accept';
  if (to && from !== to && packet.published) return 'accept';
  if (from && from === to) return from.icc ? 'accept' : 'drop';
  return from ? 'accept' : 'pass';
}

function opensPort(to: Bridge, { published }: DockerPacket): boolean {
  return to.mode === 'nat-unprotected' || published;
}

const rawRule: Rule = {
  matches: [],
  action: { kind: 'docker', part: 'raw' },
  text: "Docker's own rules (raw)",
};
const forwardRule: Rule = {
  matches: [],
  action: { kind: 'docker', part: 'forward' },
  text: "Docker's own rules",
};

/** Returns the base chains of Docker's own nftables tables. */
export function dockerTables(): readonly BaseChain[] {
  const chains = new Map<string, Chain>();
  const chain = { table: 'docker-bridges', policy: 'accept', isNat: false, chains } as const;
  return [
    { ...chain, name: 'raw-PREROUTING', rules: [rawRule], hook: 'prerouting', priority: -300 },
    { ...chain, name: 'filter-FORWARD', rules: [forwardRule], hook: 'forward', priority: 0 },
  ];
}

/** Matches the names of Docker's own chains in the filter and nat tables of iptables; DOCKER-USER belongs to the administrator. */
const dockerChain = /^DOCKER(-(FORWARD|CT|INTERNAL|BRIDGE|INGRESS|ISOLATION-STAGE-[12]|ISOLATION))?$/;

/** Returns the tables of iptables with Docker's own rules replaced by the modelled ones. */
export function withDockerRules(
  tables: readonly Table[],
  isBridge: (name: string) => boolean,
): readonly Table[] {
  const names = new Set(tables.map(({ name }) => name));
  const missing = ['raw', 'filter'].filter((name) => !names.has(name)).map(emptyTable);
  return [...tables, ...missing].map((table) => {
    switch (table.name) {
      case 'filter':
        return { ...table, rules: filterRules(table, isBridge) };
      case 'raw':
        return { ...table, rules: rawRules(table, isBridge) };
      case 'nat':
        return {
          ...table,
          rules: withoutDockerRules(table.rules, (rule) => jumpsToDocker(rule) || isHairpinRule(rule)),
        };
      default:
        return table;
    }
  });
}

function emptyTable(name: string): Table {
  const chain = name === 'raw' ? 'PREROUTING' : 'FORWARD';
  return { name, policies: new Map([[chain, 'ACCEPT']]), rules: new Map([[chain, []]]) };
}

function filterRules({ rules }: Table, isBridge: (name: string) => boolean): Table['rules'] {
  const forward = rules.get('FORWARD') ?? [];
  // Before Engine 28 the rules of each bridge stood in FORWARD itself.
  const inForward = rules.has('DOCKER-ISOLATION-STAGE-1') && !rules.has('DOCKER-FORWARD');
  const isOwn = (rule: Rule): boolean => jumpsToDocker(rule) || (inForward && isBridgeRule(rule, isBridge));
  const at = forward.findIndex(isOwn);
  const known = [...rules.keys()].some((name) => dockerChain.test(name));
  const others = forward.filter((rule) => !isOwn(rule));
  // Without a chain of Docker's in the record it puts its rules first when it starts, and DOCKER-USER before them.
  const starts = !known && rules.has('DOCKER-USER');
  const kept = starts ? [jumpToDockerUser, ...others.filter((rule) => !isJumpToDockerUser(rule))] : others;
  const first = starts ? 1 : 0;
  const place = at >= 0 ? forward.slice(0, at).filter((rule) => !isOwn(rule)).length : known ? null : first;
  const next = new Map(rules);
  next.set('FORWARD', place === null ? kept : [...kept.slice(0, place), forwardRule, ...kept.slice(place)]);
  return next;
}

/** The jump to DOCKER-USER, which comes before all other rules. */
export const jumpToDockerUser: Rule = {
  matches: [],
  action: { kind: 'jump', chain: 'DOCKER-USER' },
  text: 'FORWARD 1: -j DOCKER-USER',
};

function isJumpToDockerUser({ matches, action }: Rule): boolean {
  return matches.length === 0 && action.kind === 'jump' && action.chain === 'DOCKER-USER';
}

function withoutDockerRules(rules: Table['rules'], isOwn: (rule: Rule) => boolean): Table['rules'] {
  return new Map([...rules].map(([name, list]) => [name, list.filter((rule) => !isOwn(rule))]));
}

function jumpsToDocker({ action }: Rule): boolean {
  return action.kind === 'jump' && dockerChain.test(action.chain);
}

/**
 * True for `-s CONTAINER -d CONTAINER -p tcp --dport PORT -j MASQUERADE`, which Engines up to 27 write for a container that calls its own
 * published port.
 */
function isHairpinRule({ matches, action }: Rule): boolean {
  if (action.kind !== 'source-nat' || matches.length !== 4) return false;
  const single = (kind: 'source' | 'destination'): bigint | null => {
    const match = matches.find((one) => one.kind === kind);
    if (match === undefined || match.kind !== kind || match.not || match.ranges.length !== 1) return null;
    const [range] = match.ranges;
    return range && range.first === range.last ? range.first : null;
  };
  const from = single('source');
  return from !== null && from === single('destination');
}

/**
 * True for `-o br -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`, `-i br ! -o br -j ACCEPT`, and `-i br -o br` with `-j ACCEPT` or
 * `-j DROP`.
 */
function isBridgeRule({ matches, action }: Rule, isBridge: (name: string) => boolean): boolean {
  if (action.kind !== 'accept' && action.kind !== 'drop') return false;
  const [input, output] = [named(matches, 'in'), named(matches, 'out')];
  const name = output?.names[0] ?? '';
  if (!output || !isBridge(name)) return false;
  if (input) return input.names[0] === name && !input.not && matches.length === 2;
  return !output.not && matches.length === 2 && matches.some((match) => match.kind === 'state');
}

function named(
  matches: readonly Match[],
  kind: 'in' | 'out',
): Extract<Match, { kind: 'in' | 'out' }> | undefined {
  return matches.find((match) => match.kind === kind) as Extract<Match, { kind: 'in' | 'out' }> | undefined;
}

function rawRules({ rules }: Table, isBridge: (name: string) => boolean): Table['rules'] {
  const list = rules.get('PREROUTING') ?? [];
  const isOwn = (rule: Rule): boolean => isRawGuard(rule, isBridge);
  const at = list.findIndex(isOwn);
  const place = at < 0 ? list.length : list.slice(0, at).filter((rule) => !isOwn(rule)).length;
  const kept = list.filter((rule) => !isOwn(rule));
  return new Map(rules).set('PREROUTING', [...kept.slice(0, place), rawRule, ...kept.slice(place)]);
}

/** True for `-d CONTAINER ! -i br -j DROP` and `-d 127.0.0.1 ! -i lo -p tcp --dport PORT -j DROP`. */
function isRawGuard({ matches, action }: Rule, isBridge: (name: string) => boolean): boolean {
  const input = named(matches, 'in');
  if (action.kind !== 'drop' || !input?.not) return false;
  const single = matches.some(
    (match) =>
      match.kind === 'destination' && !match.not && match.ranges.every(({ first, last }) => first === last),
  );
  return single && (input.names[0] === 'lo' ? matches.length === 4 : isBridge(input.names[0] ?? ''));
}
