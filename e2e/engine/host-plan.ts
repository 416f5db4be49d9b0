// A random host as data, what such hosts are made of, and how often: projects that share networks, as they are drawn here and the writer
// spells them out. Indexes may run over; the writer folds them. The first of a seed are the same however many are drawn.

import fc from 'fast-check';
import { type NetworkPlan, type PortPlan, rarely } from './topology-plan.ts';

/** What a network of a host may differ in. */
export type HostNetworkPlan = Pick<NetworkPlan, 'ipv6' | 'internal' | 'icc' | 'masquerade'>;

interface SharedNetworkPlan extends HostNetworkPlan {
  /** Where its Docker name sorts among those that carry the name of a project. */
  readonly sorts: 'first' | 'last';
  /** Two projects make it alike; the first to come up does. */
  readonly madeBy: 'one project' | 'two projects' | 'hand';
}

export interface HostServicePlan {
  readonly mode: 'networks' | 'default' | 'bridge' | 'none' | 'host' | 'service' | 'container' | 'network';
  /** Networks of the project: its own, then the shared ones, then `default`. */
  readonly on: readonly number[];
  /** `app` is a service's name in other letters. */
  readonly alias: 'none' | 'api' | 'edge' | 'db' | 'app';
  readonly hostname: boolean;
  readonly containerName: boolean;
  readonly ports: readonly PortPlan[];
  /** The earlier container to join, or the network to name. */
  readonly joins: number;
  readonly twice: boolean;
}

export interface ProjectPlan {
  readonly own: readonly HostNetworkPlan[];
  readonly defaultInternal: boolean;
  /** How it asks for what others make: the Docker name as `name:`, or as the key. */
  readonly asks: 'by name' | 'by key';
  /** Which of the names of services come first. */
  readonly turn: number;
  readonly services: readonly HostServicePlan[];
}

export interface HostPlan {
  readonly shared: readonly SharedNetworkPlan[];
  /** In the order in which they come up. */
  readonly projects: readonly ProjectPlan[];
  /** Which of the names of projects comes first: the order by bytes is not that of coming up. */
  readonly turn: number;
}

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
