import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../../compose/testing/property-runs.ts';
import { exported, type Manifest, sourceOf } from './testing/exported.ts';

const name = fc.constantFrom(
  'web',
  'Web',
  'WEB',
  'db',
  'db_1',
  'db-1',
  'a.b',
  '_x',
  '9lives',
  'y',
  'x'.repeat(70),
  'x'.repeat(71),
);
const network = fc.constantFrom(
  '{}',
  '{ internal: true }',
  '{ enable_ipv6: true }',
  '{ external: true }',
  '{ driver_opts: { com.docker.network.bridge.enable_icc: "false" } }',
);
const service = fc.record({
  where: fc.constantFrom(
    'networks: [x]',
    'networks: [y]',
    'networks: [x, y]',
    'network_mode: none',
    'network_mode: bridge',
    'network_mode: host',
    'network_mode: "service:FIRST"',
    'network_mode: container:other',
  ),
  ports: fc.subarray(['80', '127.0.0.1:81:81', '[::]:82:82', '83-84:83-84/udp']),
  volume: fc.constantFrom('', ', volumes: ["data:/d"]'),
});
const project = fc
  .record({
    x: network,
    y: network,
    names: fc.uniqueArray(name, { minLength: 2, maxLength: 6 }),
    services: fc.array(service, { minLength: 6, maxLength: 6 }),
  })
  .map(({ x, y, names, services }) => {
    const [first = ''] = names;
    const lines = names.map((own, index) => {
      const { where = '', ports = [], volume = '' } = services[index] ?? {};
      const joins = where.includes('FIRST');
      const place = joins ? (index === 0 ? 'networks: [x]' : where.replace('FIRST', first)) : where;
      const published = joins
        ? ''
        : `, ports: ${JSON.stringify(ports.map((port) => port.replace('80', `80${index}:80`)))}`;
      return `  ${JSON.stringify(own)}: { image: p, ${place}${published}${volume} }\n`;
    });
    return `services:\n${lines.join('')}networks: { x: ${x}, y: ${y} }\nvolumes: { data: {} }\n`;
  });

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const serviceLabel = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const value = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

describe('an export to Kubernetes', () => {
  it('denies every pod all but the direct pairs, under names that are valid and no two the same', () => {
    fc.assert(
      fc.property(project, (yaml) => {
        const { objects } = exported(yaml);
        const { reach } = sourceOf(yaml).analysis;
        const ids = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { kind, metadata } of objects) {
          expect(metadata.name).toMatch(kind === 'Service' ? serviceLabel : label);
          if (kind === 'StatefulSet') expect(metadata.name.length).toBeLessThan(53);
          for (const text of Object.values(metadata.labels)) expect(text).toMatch(value);
        }

        const templates: readonly Manifest[] = objects.flatMap(({ spec }) => spec?.template ?? []);
        const labels = new Map<string, string>();
        for (const { metadata, spec } of templates) {
          const { annotations } = metadata;
          const names = spec.containers.map(({ name }: Manifest) => name);
          expect(new Set(names).size).toBe(names.length);
          const members = names.map(
            (own: string) => annotations[`container.bulkhead/${own}`] ?? annotations['bulkhead/service'],
          );
          for (const member of members) labels.set(member, metadata.labels['app.kubernetes.io/name']);
        }
        expect([...labels.keys()].toSorted()).toEqual([...reach.services].toSorted());

        const selects = (selector: Manifest, own: string): boolean =>
          Object.entries(selector.matchLabels).every(
            ([key, text]) => text === (key.endsWith('/name') ? own : 'shop'),
          );
        const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ spec }) => spec);
        const admits = (direction: 'ingress' | 'egress', of: string, other: string): boolean => {
          const own = policies.filter(({ podSelector }) => selects(podSelector, of));
          expect(own.length).toBe(2);
          for (const { policyTypes } of own) expect(policyTypes).toEqual(['Ingress', 'Egress']);
          return own.some((policy) =>
            (policy[direction] ?? []).some(
              ({ from, to, ports }: Manifest) =>
                ports === undefined &&
                (from ?? to).some(
                  (peer: Manifest) =>
                    !peer.ipBlock && !peer.namespaceSelector && selects(peer.podSelector, other),
                ),
            ),
          );
        };
        for (const from of reach.services) {
          for (const to of reach.services) {
            const [source = '', target = ''] = [labels.get(from), labels.get(to)];
            if (source === target) continue;
            const both = [admits('egress', source, target), admits('ingress', target, source)];
            const direct = reach.direct(from, to) === true;
            expect([from, to, ...both]).toEqual([from, to, direct, direct]);
          }
        }
      }),
      { seed: 17, numRuns: propertyRuns(20) },
    );
  });
});
