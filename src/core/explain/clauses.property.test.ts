// Rows and explanations share one table of clauses. Each explanation is compared with its row over random stacks, families and Engines: a
// certain connection has a clause that holds, a possible one a clause that may hold, and an impossible one none.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import type { Tri } from '../compose/topology.ts';
import { baseOf, computeReach } from '../reach/compute-reach.ts';
import type { EngineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { allFamilies, type Family, type Reach, type ReachOptions } from '../reach/reach-model.ts';
import { directClauses, directVerdicts } from '../reach/rows/direct-rows.ts';
import { bridgeVerdicts } from '../reach/rows/gateway-rows.ts';
import { portClauses, portVerdicts } from '../reach/rows/host-rows.ts';
import { either } from '../reach/rows/tri.ts';
import { optionsFor, topologyOf } from '../reach/testing/reach-of.ts';
import { directReasons } from './direct-reasons.ts';
import { explainReach } from './explain-reach.ts';
import { type PairSide, sideOf } from './pair-side.ts';
import { viaGatewayReasons, viaHostReasons } from './published-reasons.ts';

const bridge = 'com.docker.network.bridge.';
const networks = [
  'internal: true',
  'internal: true, enable_ipv6: true',
  'enable_ipv6: true',
  'enable_ipv4: false, enable_ipv6: true',
  'internal: "${INTERNAL}"',
  `driver_opts: { ${bridge}enable_icc: "false" }`,
  `driver_opts: { ${bridge}enable_ip_masquerade: "false" }, enable_ipv6: true`,
  `driver_opts: { ${bridge}inhibit_ipv4: "true" }`,
  `driver_opts: { ${bridge}gateway_mode_ipv4: routed }, enable_ipv6: true`,
  `driver_opts: { ${bridge}gateway_mode_ipv4: nat-unprotected }`,
  `driver_opts: { ${bridge}gateway_mode_ipv6: "\${MODE}" }, enable_ipv6: true`,
  'driver: macvlan, driver_opts: { parent: eth0 }',
  'driver: ipvlan, driver_opts: { parent: eth0, ipvlan_mode: l3 }',
  'external: true, name: shared',
  'external: true, name: "${OTHER}"',
  '',
];
const modes = ['', '', '', '', '', 'host', 'none', 'bridge', 'service:s0', 'container:elsewhere'];
const ports = ['', '8PORT:80', '127.0.0.1:8PORT:80', '[::]:8PORT:80', '80', '"${PORT}:80"', '8PORT:80/udp'];
const engines = ['25', '26', '27', '28', '29', 'swarm', 'podman', 'podman-compose'];

const stacks = fc.record({
  networks: fc.array(fc.constantFrom(...networks), { minLength: 2, maxLength: 4 }),
  services: fc.array(
    fc.record({
      mode: fc.constantFrom(...modes),
      on: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }),
      port: fc.constantFrom(...ports),
      keys: fc.constantFrom('', '', 'sysctls: ["net.ipv6.conf.all.disable_ipv6=1"]', 'expose: ["8001"]'),
    }),
    { minLength: 2, maxLength: 6 },
  ),
  engine: fc.constantFrom(...engines),
  options: fc.record({
    userlandProxy: fc.boolean(),
    directRouting: fc.boolean(),
    ipv6Default: fc.constantFrom<Tri>(false, true, 'unknown'),
    firewallBackend: fc.constantFrom<ReachOptions['firewallBackend']>('iptables', 'nftables'),
    rootless: fc.boolean(),
    project: fc.constantFrom('p', null),
  }),
});

type Stack = typeof stacks extends fc.Arbitrary<infer T> ? T : never;

function yamlOf(stack: Stack): string {
  const services = stack.services.map(({ mode, on, port, keys }, index) => {
    const joins = mode === 'service:s0' && index === 0 ? 'none' : mode;
    const where =
      joins === ''
        ? `networks: [${[...new Set(on.map((at) => `n${at % stack.networks.length}`))].join(', ')}]`
        : `network_mode: "${joins}"`;
    const publishes =
      port === ''
        ? ''
        : `, ports: [${port.startsWith('"') ? port : `"${port.replace('PORT', `00${index}`)}"`}]`;
    return `  s${index}: { image: p, ${where}${publishes}${keys === '' ? '' : `, ${keys}`} }`;
  });
  const made = stack.networks.map((body, index) => `  n${index}: { ${body} }`);
  return `services:\n${services.join('\n')}\nnetworks:\n${made.join('\n')}\n`;
}

interface Case {
  readonly reach: Reach;
  readonly family: Family;
  readonly from: PairSide;
  readonly to: PairSide;
}

function everyPair(stack: Stack, check: (each: Case) => void): void {
  const topology = topologyOf(yamlOf(stack));
  const reach = computeReach(topology, optionsFor(stack.engine, stack.options));
  for (const family of allFamilies) {
    const base = baseOf(reach, topology, family);
    for (const a of reach.services) {
      for (const b of reach.services) {
        const [from, to] = [sideOf(base, a), sideOf(base, b)];
        if (a !== b && from && to) check({ reach, family, from, to });
      }
    }
  }
}

const any = (verdicts: Iterable<Tri>): Tri => [...verdicts].reduce<Tri>(either, false);

/** Returns the rules of the clauses with a given verdict. */
function rulesOf(
  clauses: readonly { readonly id: string; readonly rules: readonly string[] }[],
  verdicts: ReadonlyMap<string, Tri>,
  verdict: Tri,
): readonly string[] {
  return clauses.filter(({ id }) => verdicts.get(id) === verdict).flatMap(({ rules }) => rules);
}

describe('the clauses of reach', () => {
  const runs = { numRuns: propertyRuns(200) };

  it('make the direct row, and a reason of one that decides stands in the explanation', () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        everyPair(stack, ({ reach, family, from, to }) => {
          const verdicts = directVerdicts(from.base, from.namespace, to.index);
          const verdict = reach.family(family).direct(from.name, to.name);
          expect(any(verdicts.values())).toBe(verdict);
          if (verdict === false) return;
          const deciding = rulesOf(directClauses, verdicts, verdict);
          const told = directReasons(from, to).map(({ rule }) => rule);
          expect(
            told.filter((rule) => deciding.includes(rule)),
            `${from.name} ${to.name} ${family}: ${told} of ${deciding}`,
          ).not.toEqual([]);
        });
      }),
      runs,
    );
  });

  it('make the row of published ports, and a reason of one that decides stands in the explanation', () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        everyPair(stack, ({ reach, family, from, to }) => {
          const [gateway, ...others] = from.facts.gateways;
          const { portsObeyIsolation }: EngineBehaviour = from.behaviour;
          const verdict = reach.family(family).viaHost(from.name, to.name);
          const told = viaHostReasons(from, to, verdict).map(({ rule }) => rule);
          expect(told.length).toBeGreaterThan(0);
          // These rows do not depend on the gateway alone (O16, PD4).
          const isPlain = from.namespace.kind === 'networks' && others.length === 0 && !portsObeyIsolation;
          if (!isPlain || !gateway || from.namespace.endpoints.some(({ segment }) => segment.onWire)) return;
          const verdicts = portVerdicts(from.base, gateway, to.index);
          expect(any(verdicts.values())).toBe(verdict);
          if (verdict === true) {
            const deciding = rulesOf(portClauses, verdicts, true);
            expect(told.some((rule) => deciding.includes(rule) || rule === 'SW5')).toBe(true);
          }
        });
      }),
      runs,
    );
  });

  it('make the row at the own bridge, and the bridge that is named is one that answers', () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        everyPair(stack, ({ reach, family, from, to }) => {
          if (from.namespace.kind !== 'networks' || from.behaviour.portsObeyIsolation) return;
          const verdicts = from.namespace.endpoints.map((endpoint) => ({
            key: endpoint.key,
            verdict: any(bridgeVerdicts(from.base, endpoint, to.index).values()),
          }));
          const verdict = reach.family(family).viaGateway(from.name, to.name);
          expect(any(verdicts.map((each) => each.verdict))).toBe(verdict);
          if (verdict !== true) return;
          const reason = viaGatewayReasons(from, to, verdict).at(-1)?.text ?? '';
          expect(verdicts.some((each) => each.verdict === true && reason.includes(` on ${each.key}`))).toBe(
            true,
          );
        });
      }),
      runs,
    );
  });

  it('say the same as the explanation of both families together', () => {
    fc.assert(
      fc.property(stacks, (stack) => {
        const topology = topologyOf(yamlOf(stack));
        const reach = computeReach(topology, optionsFor(stack.engine, stack.options));
        for (const from of reach.services) {
          for (const to of reach.services) {
            if (from === to) continue;
            const { direct, viaHost, resolves, reaches } = explainReach(topology, reach, from, to);
            const { direct: row, viaHost: ports, resolves: name } = reach.pair(from, to);
            expect([direct.verdict, viaHost.verdict, resolves.verdict]).toEqual([row, ports, name]);
            expect(reaches).toBe(reach.reaches(from, to));
          }
        }
      }),
      { numRuns: propertyRuns(80) },
    );
  });
});
