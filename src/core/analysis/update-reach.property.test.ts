import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { updateDocument } from '../compose/update-document.ts';
import { computeReach } from './compute-reach.ts';
import { optionsFor } from './reach/testing/reach-of.ts';
import type { Reach } from './reach-model.ts';
import { updateReach } from './update-reach.ts';

/** What may stand in one service; `n9` is external, `a` and `shop_b` may be one network. */
const bodies = [
  'networks: [a]',
  'networks: [a, b]',
  'networks: [b, c]',
  'networks: [quiet, x]',
  'networks: [x]',
  'networks: [routed]',
  'networks: [routed, a]',
  'networks: { a: { aliases: [s1] }, b: {} }',
  'networks: { c: { gw_priority: 3 }, b: {} }',
  'networks: [a]\n    ports: ["80:80"]',
  'networks: [a, b]\n    ports: ["127.0.0.1:81:80"]',
  'networks: [routed]\n    ports: ["82:80"]',
  'networks: [b]\n    hostname: s2',
  'networks: [b]\n    links: [s0]',
  'networks: [a]\n    extra_hosts: ["s1=10.9.0.7"]',
  'networks: { c: { ipv4_address: 10.9.0.7 } }',
  'network_mode: host',
  'network_mode: none',
  'network_mode: bridge',
  'network_mode: service:s0',
  'network_mode: service:s4',
  'profiles: [dev]',
  'user: "1000"',
];

const networks = `networks:
  a: {}
  b: { internal: true }
  c: { ipam: { config: [{ subnet: 10.9.0.0/24 }] } }
  quiet: { driver_opts: { com.docker.network.bridge.enable_icc: "false" } }
  routed: { driver_opts: { com.docker.network.bridge.gateway_mode_ipv4: routed } }
  x: { external: true, name: shop_a }
`;

function fileOf(picked: readonly number[]): string {
  const services = picked.map((body, i) => `  s${i}:\n    image: p\n    ${bodies[body]}\n`);
  return `services:\n${services.join('')}${networks}`;
}

/** Everything that a reach says. */
function allOf(reach: Reach): unknown {
  return reach.services.map((from) => [
    reach.facts.get(from),
    reach.proxied(from),
    reach.services.map((to) => (from === to ? null : reach.pair(from, to))),
  ]);
}

const body = fc.nat(bodies.length - 1);

describe('updateReach', () => {
  it('equals computing anew, edit after edit, whatever was asked before', () => {
    fc.assert(
      fc.property(
        fc.array(body, { minLength: 3, maxLength: 9 }),
        fc.array(fc.record({ at: fc.nat(8), to: body, ask: fc.boolean() }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(null, 'shop'),
        fc.constantFrom('26', '28', '29'),
        (start, edits, project, engine) => {
          const options = optionsFor(engine, { project });
          const picked = [...start];
          let document = openDocument(fileOf(picked));
          let reach = computeReach(document.topology, options);
          for (const { at, to, ask } of edits) {
            if (ask) allOf(reach);
            const index = at % picked.length;
            const before = fileOf(picked);
            const from = before.indexOf(`  s${index}:`) + `  s${index}:\n    image: p\n    `.length;
            const old = bodies[picked[index] ?? 0] ?? '';
            picked[index] = to;
            const insert = bodies[to] ?? '';
            document = updateDocument(document, [{ from, to: from + old.length, insert }]).document;
            expect(document.text).toBe(fileOf(picked));
            reach = updateReach(reach, document.topology);
            expect(allOf(reach)).toEqual(allOf(computeReach(document.topology, options)));
          }
        },
      ),
      { seed: 411, numRuns: 400 },
    );
  });

  it('is the same object where the model is', () => {
    const { topology } = openDocument(fileOf([0, 1, 2]));
    const reach = computeReach(topology, optionsFor('28'));
    expect(updateReach(reach, topology)).toBe(reach);
  });
});
