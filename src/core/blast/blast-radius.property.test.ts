import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertyRuns } from '../compose/testing/property-runs.ts';
import { computeReach } from '../reach/compute-reach.ts';
import type { Reach } from '../reach/reach-model.ts';
import { optionsFor, topologyOf } from '../reach/testing/reach-of.ts';
import { blastRadius } from './blast-radius.ts';

const projects = fc
  .record({
    networks: fc.array(fc.constantFrom('{}', '{ internal: true }', '{ external: true }'), {
      minLength: 1,
      maxLength: 5,
    }),
    services: fc.array(
      fc.record({
        on: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 2 }),
        mode: fc.constantFrom('networks', 'networks', 'networks', 'networks', 'none', 'host', 'join', 'lost'),
        joins: fc.nat(40),
        port: fc.constantFrom('', '', '', '127.0.0.1:', '0.0.0.0:'),
      }),
      { minLength: 2, maxLength: 40 },
    ),
  })
  .map(({ networks, services }) => {
    const lines = services.map(({ on, mode, joins, port }, index) => {
      const keys = [...new Set(on.map((network) => `n${network % networks.length}`))];
      const place =
        mode === 'networks'
          ? `networks: [${keys.join(', ')}]`
          : `network_mode: "${modeText(mode, joins % services.length)}"`;
      const ports = port === '' ? '' : `, ports: ["${port}${8000 + index}:80"]`;
      return `  s${index}: { image: p, ${place}${ports} }`;
    });
    const declared = networks.map((network, index) => `  n${index}: ${network}`);
    return `name: p\nservices:\n${lines.join('\n')}\nnetworks:\n${declared.join('\n')}\n`;
  });

function modeText(mode: string, joins: number): string {
  if (mode === 'join') return `service:s${joins}`;
  return mode === 'lost' ? 'container:elsewhere' : mode;
}

/** Returns the hops to each service by a plain search over names. */
function naive(
  reach: Reach,
  start: string,
  hops: number,
  without: string,
  sure: boolean,
): Map<string, number> {
  const depths = new Map([[start, 0]]);
  const queue = [start];
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    const depth = depths.get(from) ?? 0;
    if (depth >= hops) continue;
    for (const to of reach.services) {
      if (to === from || to === without || depths.has(to)) continue;
      const { direct, viaHost } = reach.pair(from, to);
      const open = sure ? direct === true || viaHost === true : direct !== false || viaHost !== false;
      if (!open) continue;
      depths.set(to, depth + 1);
      queue.push(to);
    }
  }
  depths.delete(start);
  return depths;
}

it('is what a plain search over all pairs finds, with cut points by leaving out each in turn', () => {
  fc.assert(
    fc.property(
      projects,
      fc.nat(39),
      fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY),
      (yaml, pick, hops) => {
        const topology = topologyOf(yaml);
        const reach = computeReach(topology, optionsFor('28'));
        const start = reach.services[pick % reach.services.length] ?? 's0';
        const depths = naive(reach, start, hops, '', false);
        const sure = naive(reach, start, hops, '', true);
        const expected = reach.services
          .filter((name) => depths.has(name))
          .map((service) => ({
            service,
            hops: depths.get(service),
            certain: sure.has(service),
            cut: naive(reach, start, hops, service, false).size < depths.size - 1,
          }))
          .sort((a, b) => (a.hops ?? 0) - (b.hops ?? 0));
        const { takenOver } = blastRadius(topology, reach, start, hops);
        expect(takenOver.map(({ service, hops, certain, cut }) => ({ service, hops, certain, cut }))).toEqual(
          expected,
        );
        for (const each of takenOver) {
          const opened = takenOver.some(
            ({ service, hops }) =>
              hops === each.hops + 1 &&
              (reach.direct(each.service, service) !== false ||
                reach.viaHost(each.service, service) !== false),
          );
          expect([each.service, each.pivot]).toEqual([each.service, opened]);
        }
      },
    ),
    { numRuns: propertyRuns(80), seed: 20260 },
  );
});
