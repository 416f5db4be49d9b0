// What random hosts are made of, and how often. The first of a seed are the same however many are drawn.

import fc from 'fast-check';
import type {
  HostNetworkPlan,
  HostPlan,
  HostServicePlan,
  ProjectPlan,
  SharedNetworkPlan,
} from './host-plan.ts';
import type { PortPlan } from './topology-plan.ts';

/** True about once in `times`. */
const rarely = (times: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 1, max: times }).map((n) => n === times);

const traits = {
  ipv6: rarely(4),
  internal: rarely(4),
  icc: rarely(8).map((off) => !off),
  masquerade: rarely(8).map((off) => !off),
};

const own: fc.Arbitrary<HostNetworkPlan> = fc.record(traits);

const shared: fc.Arbitrary<SharedNetworkPlan> = fc.record({
  ...traits,
  sorts: fc.constantFrom('first', 'last'),
  madeBy: fc.constantFrom('one project', 'one project', 'one project', 'two projects', 'hand'),
});

const port: fc.Arbitrary<PortPlan> = fc.record({
  bind: fc.constantFrom(...(['all', 'all', 'zero', 'loopback', 'host address'] as const)),
  form: fc.constantFrom('short', 'long'),
});

const service: fc.Arbitrary<HostServicePlan> = fc.record({
  mode: fc.constantFrom(
    ...Array<'networks'>(13).fill('networks'),
    ...(['default', 'bridge', 'none', 'host', 'service', 'container', 'container', 'network'] as const),
  ),
  on: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }),
  alias: fc.constantFrom('none', 'none', 'api', 'edge', 'db', 'app'),
  hostname: rarely(10),
  containerName: rarely(5),
  ports: fc.oneof(fc.constant([]), fc.array(port, { minLength: 1, maxLength: 2 })),
  joins: fc.nat(50),
  twice: rarely(10),
});

const project: fc.Arbitrary<ProjectPlan> = fc.record({
  own: fc.array(own, { maxLength: 2, size: 'max' }),
  defaultInternal: rarely(5),
  asks: fc.constantFrom('by name', 'by key'),
  turn: fc.nat(4),
  services: fc.array(service, { minLength: 2, maxLength: 3, size: 'max' }),
});

const host: fc.Arbitrary<HostPlan> = fc.record({
  shared: fc.array(shared, { minLength: 1, maxLength: 2, size: 'max' }),
  projects: fc.array(project, { minLength: 2, maxLength: 4, size: 'max' }),
  turn: fc.nat(3),
});

/** The first `count` hosts of `seed`. */
export function randomHosts(seed: number, count: number): readonly HostPlan[] {
  return count === 0 ? [] : fc.sample(fc.noBias(host), { seed, numRuns: count });
}
