// CN807. Owns: subnets of several stacks that overlap, and more networks than Docker's default pools have subnets for.

import { type AddressRange, rangeOf, rangesOverlap } from '../compose/bind-addresses.ts';
import type { Network } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { HostNetwork } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { Path } from '../yaml/tree.ts';
import { fewNames, isOneProject, networkIn, networkPlace } from './facts/host-networks.ts';
import { defaultPoolCount } from './facts/networks.ts';

/** One stated subnet; `stack` is null for an existing network that no stack makes. */
interface PlannedSubnet {
  readonly stack: string | null;
  readonly network: string;
  readonly range: AddressRange;
  readonly at: Path;
}

export const rule: Rule = {
  id: 'CN807',
  slug: 'subnet-overlap',
  title: 'Subnets of two stacks overlap, or the default pools are used up',
  why: 'The Engine gives an address range to one network only. The stack that starts second stops with "Pool overlaps with other one on this address space", or, if its network asks for no range, with "could not find an available, non-overlapping IPv4 address pool".',
  severity: 'error',
  source: "semantics 1.3 (measured); Docker's default address pools",
  *checkStacks(context) {
    yield* overlaps(context);
    yield* exhaustedPools(context);
  },
};

function* overlaps(context: HostFacts): Iterable<Report> {
  const order = new Map(context.host.stacks.map(({ id }, index) => [id, index]));
  const rank = ({ stack }: PlannedSubnet): number => (stack === null ? -1 : (order.get(stack) ?? 0));
  const reported = new Set<string>();
  for (const [a, b] of overlappingPairs(plannedSubnets(context))) {
    const [first, second] = rank(a) <= rank(b) ? [a, b] : [b, a];
    const { stack } = second;
    if (stack === null || first.network === second.network) continue;
    if (first.stack !== null && isOneProject(context, first.stack, stack)) continue;
    const key = JSON.stringify([first.network, second.network]);
    if (reported.has(key)) continue;
    reported.add(key);
    const whose = first.stack === null ? 'which exists' : `of ${first.stack}`;
    yield {
      stack,
      subjects: [`network:${second.network}`, `network:${first.network}`],
      message: `${second.network} asks for ${second.range.text}, which overlaps with ${first.range.text} of ${first.network}, ${whose}: the Engine creates only the first. Give it another subnet, or none.`,
      at: second.at,
      evidence: [second.network, second.range.text, first.network, first.range.text],
    };
  }
}

function plannedSubnets(context: HostFacts): readonly PlannedSubnet[] {
  const plans: PlannedSubnet[] = [];
  for (const { name, makers } of context.joined.networks.values()) {
    for (const stack of makers) {
      const network = networkIn(context, stack, name);
      if (network && !hasForeignIpam(network)) plans.push(...subnetsFrom(network, name, stack));
    }
  }
  for (const [name, network] of context.host.networks) {
    const made = context.joined.networks.get(name)?.makers ?? [];
    if (made.length === 0 && !hasForeignIpam(network)) plans.push(...subnetsFrom(network, name, null));
  }
  return plans;
}

/** True for a network whose IPAM driver is not Docker's own, and chooses addresses by its own rules. */
function hasForeignIpam({ ipamDriver }: Network): boolean {
  return ipamDriver !== null && ipamDriver !== 'default';
}

function subnetsFrom(
  { name: key, subnets }: Network,
  network: string,
  stack: string | null,
): readonly PlannedSubnet[] {
  return subnets.flatMap(({ subnet }, index) => {
    const range = rangeOf(subnet);
    return range ? [{ stack, network, range, at: ['networks', key, 'ipam', 'config', index, 'subnet'] }] : [];
  });
}

/** Yields the pairs that overlap. Two ranges are nested or disjoint, so in the order of addresses each follows those that contain it. */
function* overlappingPairs(
  plans: readonly PlannedSubnet[],
): Iterable<readonly [PlannedSubnet, PlannedSubnet]> {
  const sorted = [...plans].sort((a, b) => compareRanges(a.range, b.range));
  let around: PlannedSubnet[] = [];
  for (const plan of sorted) {
    around = around.filter(({ range }) => rangesOverlap(range, plan.range));
    // One pair is enough; one of another network first, since those within a stack are CN602.
    const other = around.find(({ network, stack }) => network !== plan.network && stack !== plan.stack);
    if (other) yield [other, plan];
    // Each range also lies within the ranges that contain it, so a few are enough.
    if (around.length < 4) around.push(plan);
  }
}

function compareRanges(a: AddressRange, b: AddressRange): number {
  const [one, other] = [firstBytes(a), firstBytes(b)];
  if (one.length !== other.length) return one.length - other.length;
  for (const [index, byte] of one.entries()) {
    const difference = byte - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.bits - b.bits;
}

/** Returns the first address of a range, in any spelling. */
function firstBytes({ address, bits }: AddressRange): readonly number[] {
  return address.toByteArray().map((byte, index) => {
    const fixedBits = Math.min(8, Math.max(0, bits - index * 8));
    return byte & (0xff << (8 - fixedBits)) & 0xff;
  });
}

/** Reports exhausted default pools: every network without a subnet takes one, and `docker0` has one already. */
function* exhaustedPools(context: HostFacts): Iterable<Report> {
  const takers = [...context.joined.networks.values()].filter((network) => takesFromPool(context, network));
  const room = defaultPoolCount - 1;
  const late = takers.slice(room);
  const [first] = late;
  const stack = first?.madeBy;
  if (!first || !stack) return;
  yield {
    stack,
    subjects: late.slice(0, 50).map(({ name }) => `network:${name}`),
    message: `The stacks here create ${takers.length} networks without a subnet of their own. Docker's default pools hold ${defaultPoolCount}, one of which docker0 uses: ${late.length} cannot be created, in the order of the stacks ${fewNames(late.map(({ name }) => name))}. Set the daemon's default-address-pools to smaller ones, or give networks subnets.`,
    at: networkPlace(context, stack, first),
    evidence: ['pools'],
    parts: [['CN807', 'pools']],
  };
}

const poolDrivers: ReadonlySet<string> = new Set(['', 'bridge', 'macvlan', 'ipvlan']);

function takesFromPool(context: HostFacts, { name, madeBy }: HostNetwork): boolean {
  const network = madeBy === null ? null : networkIn(context, madeBy, name);
  if (!network || hasForeignIpam(network) || !poolDrivers.has(network.driver)) return false;
  if (network.enableIpv4 === false || network.undecided?.includes('driver')) return false;
  return !network.subnets.some(({ subnet }) => subnet !== null && !/^[^.]*:/.test(subnet));
}
