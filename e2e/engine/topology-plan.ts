// A random topology as data, what such topologies are made of, and how often: what is drawn here the writer spells out. Indexes may run
// over; the writer folds them. The first of a seed are the same however many are drawn.

import fc from 'fast-check';

export interface NetworkPlan {
  readonly kind: 'bridge' | 'macvlan';
  readonly ipv6: boolean;
  readonly internal: boolean;
  readonly icc: boolean;
  readonly masquerade: boolean;
  readonly loopbackBinding: boolean;
  /** `inhibit_ipv4`: the bridge has no address of its own. */
  readonly inhibit: boolean;
  /** A `name:` that sorts before or after the names that carry the project's. */
  readonly named: 'no' | 'first' | 'last';
  /** An `ipam` subnet, which static addresses need. */
  readonly subnet: boolean;
}

export interface PortPlan {
  readonly bind: 'all' | 'zero' | 'loopback' | 'host address' | 'all of IPv6' | 'IPv6 loopback';
  readonly form: 'short' | 'long';
}

export interface ServicePlan {
  readonly mode: 'networks' | 'default' | 'bridge' | 'none' | 'host' | 'join';
  readonly on: readonly number[];
  readonly aliases: boolean;
  readonly address: boolean;
  readonly joins: number;
  readonly ports: readonly PortPlan[];
  /** An earlier service to link to, and whether under an alias. */
  readonly link: { readonly to: number; readonly alias: boolean } | null;
  readonly dropAll: boolean;
  readonly twice: boolean;
}

export interface TopologyPlan {
  readonly networks: readonly NetworkPlan[];
  readonly defaultInternal: boolean;
  readonly services: readonly ServicePlan[];
}

/** True about once in `times`. */
export const rarely = (times: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: times }).map((n) => n === times);

/** What a topology has of the two families: IPv4 alone, IPv6 on some networks, or on every bridge. */
export type FamilyMix = 'ipv4' | 'mixed' | 'both';

const ipv6Of: { readonly [mix in FamilyMix]: fc.Arbitrary<boolean> } = {
  ipv4: fc.constant(false),
  mixed: rarely(2),
  both: fc.constant(true),
};

const network = (mix: FamilyMix): fc.Arbitrary<NetworkPlan> =>
  fc.record({
    // A macvlan network has the IPv4 cable alone.
    kind: fc.constantFrom(...Array<'bridge'>(11).fill('bridge'), mix === 'ipv4' ? 'macvlan' : 'bridge'),
    ipv6: ipv6Of[mix],
    internal: rarely(3),
    icc: rarely(6).map((off) => !off),
    masquerade: rarely(7).map((off) => !off),
    loopbackBinding: rarely(8),
    inhibit: rarely(12),
    named: fc.constantFrom('no', 'no', 'no', 'no', 'first', 'last'),
    subnet: rarely(2),
  });

const port = (mix: FamilyMix): fc.Arbitrary<PortPlan> =>
  fc.record({
    bind: fc.constantFrom(
      ...(['all', 'all', 'zero', 'loopback', 'host address'] as const),
      ...(mix === 'ipv4' ? [] : (['all of IPv6', 'IPv6 loopback'] as const)),
    ),
    form: fc.constantFrom('short', 'long'),
  });

const service = (mix: FamilyMix): fc.Arbitrary<ServicePlan> =>
  fc.record({
    mode: fc.constantFrom(
      ...Array<'networks'>(12).fill('networks'),
      ...(['default', 'default', 'bridge', 'bridge', 'none', 'host', 'join', 'join'] as const),
    ),
    on: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
    aliases: rarely(3),
    address: rarely(2),
    joins: fc.nat(20),
    ports: fc.oneof(fc.constant([]), fc.array(port(mix), { minLength: 1, maxLength: 2 })),
    link: fc.option(fc.record({ to: fc.nat(20), alias: fc.boolean() }), { freq: 3 }),
    dropAll: rarely(4),
    twice: rarely(10),
  });

const topology = (mix: FamilyMix): fc.Arbitrary<TopologyPlan> =>
  fc.record({
    networks: fc.array(network(mix), { minLength: 1, maxLength: 4, size: 'max' }),
    defaultInternal: rarely(3),
    services: fc.array(service(mix), { minLength: 3, maxLength: 6, size: 'max' }),
  });

/** The first `count` topologies of `seed` with such a mix of families. */
export function randomPlans(seed: number, count: number, mix: FamilyMix): readonly TopologyPlan[] {
  return count === 0 ? [] : fc.sample(fc.noBias(topology(mix)), { seed, numRuns: count });
}
