import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { reachOf } from './testing/reach-of.ts';

/** A random project of bridges and of network modes that the file manages; every fact about it is decided. */
interface Plan {
  readonly engine: '26' | '28' | '29';
  readonly proxy: boolean;
  readonly networks: readonly {
    readonly internal: boolean;
    readonly icc: boolean;
    readonly masquerade: boolean;
  }[];
  readonly services: readonly {
    readonly mode: 'networks' | 'none' | 'host' | 'bridge' | 'join';
    readonly on: readonly number[];
    readonly joins: number;
    readonly port: 'none' | 'all' | 'loopback';
  }[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  engine: fc.constantFrom('26', '28', '29'),
  proxy: fc.boolean(),
  networks: fc.array(fc.record({ internal: fc.boolean(), icc: fc.boolean(), masquerade: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  services: fc.array(
    fc.record({
      mode: fc.constantFrom('networks', 'networks', 'networks', 'none', 'host', 'bridge', 'join'),
      on: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
      joins: fc.nat(40),
      port: fc.constantFrom('none', 'all', 'loopback'),
    }),
    { minLength: 2, maxLength: 40 },
  ),
});

/** Keys whose order in the file differs from their order by bytes. */
const keys = ['m', 'Z', 'a', 'm-x'];

function yamlOf(plan: Plan): string {
  const lines = ['name: p', 'services:'];
  plan.services.forEach((service, index) => {
    lines.push(`  s${index}:`, '    image: p');
    if (service.mode === 'join')
      lines.push(`    network_mode: service:s${service.joins % plan.services.length}`);
    else if (service.mode !== 'networks') lines.push(`    network_mode: ${service.mode}`);
    else
      lines.push(
        `    networks: [${networksOf(plan, index)
          .map((network) => keys[network])
          .join(', ')}]`,
      );
    if (service.port !== 'none')
      lines.push(`    ports: ['${service.port === 'all' ? '' : '127.0.0.1:'}${8000 + index}:80']`);
  });
  lines.push('networks:');
  plan.networks.forEach(({ internal, icc, masquerade }, index) => {
    lines.push(`  ${keys[index]}:`, `    internal: ${internal}`, '    driver_opts:');
    lines.push(`      com.docker.network.bridge.enable_icc: "${icc}"`);
    lines.push(`      com.docker.network.bridge.enable_ip_masquerade: "${masquerade}"`);
  });
  return `${lines.join('\n')}\n`;
}

function networksOf(plan: Plan, index: number): readonly number[] {
  return [...new Set((plan.services[index]?.on ?? []).map((network) => network % plan.networks.length))];
}

/** Returns the index of the service at the end of a chain of joins; -1 for a cycle. */
function ownerOf(plan: Plan, index: number): number {
  let at = index;
  for (let steps = 0; steps <= plan.services.length; steps++) {
    const service = plan.services[at];
    if (service?.mode !== 'join') return at;
    at = service.joins % plan.services.length;
  }
  return -1;
}

/** Computes the reach of a decided project pair by pair, straight from the decision procedure. */
function naive(plan: Plan) {
  const docker0 = -1;
  const netsOf = (owner: number): readonly number[] => {
    const mode = plan.services[owner]?.mode;
    if (mode === 'bridge') return [docker0];
    return mode === 'networks' ? networksOf(plan, owner) : [];
  };
  const network = (id: number) => plan.networks[id] ?? { internal: false, icc: true, masquerade: true };
  const gatewayOf = (owner: number): number | null => {
    const ways = netsOf(owner).filter((id) => !network(id).internal);
    ways.sort((a, b) => ((keys[a] ?? '') < (keys[b] ?? '') ? -1 : 1));
    return ways[0] ?? null;
  };
  const mode = (owner: number) => plan.services[owner]?.mode;
  const outside = (owner: number): boolean =>
    plan.services[owner]?.port === 'all' && gatewayOf(owner) !== null;
  return {
    egress: (s: number) => {
      const gateway = gatewayOf(s);
      return mode(s) === 'host' || (gateway !== null && network(gateway).masquerade);
    },
    hostWay: (s: number) => mode(s) === 'host' || netsOf(s).length > 0,
    fromOutside: (s: number) => mode(s) === 'host' || outside(s),
    direct: (a: number, b: number): boolean => {
      if (a === b) return true;
      if (mode(a) === 'host') return mode(b) === 'host' || netsOf(b).length > 0;
      if (mode(b) === 'host') return netsOf(a).length > 0;
      return netsOf(a).some((id) => netsOf(b).includes(id) && network(id).icc);
    },
    viaHost: (a: number, b: number): boolean => {
      if (!outside(b)) return false;
      if (mode(a) === 'host') return true;
      const way = gatewayOf(a);
      if (way === null) return false;
      const same = way === gatewayOf(b);
      if (same) return plan.proxy || network(way).icc;
      // X6: since 29 the reply goes straight back over a network that both services are on.
      if (!network(way).masquerade) return plan.engine === '29' && netsOf(b).includes(way);
      return plan.proxy || plan.engine === '29';
    },
    resolves: (a: number, b: number, name: number): boolean =>
      b === name && netsOf(a).some((id) => id !== docker0 && netsOf(b).includes(id)),
  };
}

describe('computeReach', () => {
  it('agrees with a naive reading of the rules, pair by pair', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const reach = reachOf(yamlOf(plan), plan.engine, { userlandProxy: plan.proxy });
        const model = naive(plan);
        const owners = plan.services.map((_, index) => ownerOf(plan, index));
        owners.forEach((a, i) => {
          const facts = reach.facts.get(`s${i}`);
          if (a < 0) {
            expect(facts?.isolation).toBe('unknown');
            return;
          }
          expect([i, facts?.egress]).toEqual([i, model.egress(a)]);
          expect([i, facts?.toHost, facts?.fromHost]).toEqual([i, model.hostWay(a), model.hostWay(a)]);
          expect([i, facts?.fromOutside]).toEqual([i, model.fromOutside(a)]);
          owners.forEach((b, j) => {
            if (i === j || b < 0) return;
            const pair = reach.pair(`s${i}`, `s${j}`);
            expect([i, j, pair.direct, pair.viaHost, pair.resolves]).toEqual([
              i,
              j,
              model.direct(a, b),
              model.viaHost(a, b),
              model.resolves(a, b, j),
            ]);
          });
        });
      }),
      { seed: 20260, numRuns: propertyRuns(120) },
    );
  });
});
