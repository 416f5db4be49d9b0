// What random topologies are made of, and how often. The first of a seed are the same however many are drawn.

import fc from 'fast-check';
import type { NetworkPlan, PortPlan, ServicePlan, TopologyPlan } from './topology-plan.ts';

/** True about once in `times`. */
const rarely = (times: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: times }).map((n) => n === times);

const network: fc.Arbitrary<NetworkPlan> = fc.record({
  kind: fc.constantFrom(...Array<'bridge'>(11).fill('bridge'), 'macvlan' as const),
  internal: rarely(3),
  icc: rarely(6).map((off) => !off),
  masquerade: rarely(7).map((off) => !off),
  loopbackBinding: rarely(8),
  inhibit: rarely(12),
  named: fc.constantFrom('no', 'no', 'no', 'no', 'first', 'last'),
  subnet: rarely(2),
});

const port: fc.Arbitrary<PortPlan> = fc.record({
  bind: fc.constantFrom('all', 'all', 'zero', 'loopback', 'host address'),
  form: fc.constantFrom('short', 'long'),
});

const service: fc.Arbitrary<ServicePlan> = fc.record({
  mode: fc.constantFrom(
    ...Array<'networks'>(12).fill('networks'),
    ...(['default', 'default', 'bridge', 'bridge', 'none', 'host', 'join', 'join'] as const),
  ),
  on: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
  aliases: rarely(3),
  address: rarely(2),
  joins: fc.nat(20),
  ports: fc.oneof(fc.constant([]), fc.array(port, { minLength: 1, maxLength: 2 })),
  link: fc.option(fc.record({ to: fc.nat(20), alias: fc.boolean() }), { freq: 3 }),
  dropAll: rarely(4),
  twice: rarely(10),
});

const topology: fc.Arbitrary<TopologyPlan> = fc.record({
  networks: fc.array(network, { minLength: 1, maxLength: 4, size: 'max' }),
  defaultInternal: rarely(3),
  services: fc.array(service, { minLength: 3, maxLength: 6, size: 'max' }),
});

/** The first `count` topologies of `seed`. */
export function randomPlans(seed: number, count: number): readonly TopologyPlan[] {
  return count === 0 ? [] : fc.sample(fc.noBias(topology), { seed, numRuns: count });
}
