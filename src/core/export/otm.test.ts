import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { standaloneFacts } from '../host/alone.ts';
import type { ObservedRecord } from '../observed/record.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { otmJson } from './otm.ts';
import { type Otm, otmShape } from './testing/otm-shape.ts';

const stack = `services:
  proxy: { image: nginx, networks: [front], ports: ["80:80"], depends_on: [app] }
  app:
    image: example/app
    networks: [front, back]
    environment: { DATABASE_URL: "postgres://u:hunter2@db:5432/x" }
  db: { image: postgres, networks: [back] }
  backup: { image: example/backup, networks: [other] }
  guest: { image: busybox, network_mode: "service:backup" }
  monitor: { image: prom/node-exporter, network_mode: host }
  off: { image: busybox, profiles: [later] }
networks: { front: {}, back: { internal: true }, other: {} }
`;

function otm(text: string, observed: ObservedRecord | null = null): Otm {
  const seen = observed === null ? {} : { observed };
  const facts = standaloneFacts({
    workspace: openAlone(text),
    reachOptions: { ...defaultReachOptions, ...seen },
  });
  return otmShape.parse(JSON.parse(otmJson(facts, { title: 'shop', observed })));
}

const record: ObservedRecord = {
  version: 1,
  from: '2026-11-01T00:00:00Z',
  to: '2026-11-01T01:00:00Z',
  interval: 1,
  engine: '29',
  connections: [
    ...(
      [
        ['internet', 'proxy', 80],
        ['app', 'db', 5432],
        ['db', 'app', 8080],
        ['other-stack/x', 'app', 8080],
        ['backup', 'lan', 22],
      ] as const
    ).map(([from, to, port]) => ({
      from,
      to,
      port,
      protocol: 'tcp' as const,
      looks: 1,
      first: '2026-11-01T00:00:00Z',
      last: '2026-11-01T00:00:00Z',
    })),
  ],
  listening: [],
  unseen: [],
};

describe('export as a threat model', () => {
  it('puts every active service into the zone that no connection leaves', () => {
    const { components, trustZones } = otm(stack);
    expect(components.map(({ id, parent }) => [id, parent.trustZone])).toEqual([
      ['proxy', 'group-1'],
      ['app', 'group-1'],
      ['db', 'group-1'],
      ['backup', 'group-2'],
      ['guest', 'group-2'],
      ['monitor', 'host'],
    ]);
    expect(trustZones.map(({ id, risk }) => [id, risk.trustRating])).toEqual([
      ['outside', 0],
      ['host', 100],
      ['group-1', 40],
      ['group-2', 70],
    ]);
    expect(trustZones[0]?.attributes).toEqual({ reaches: 'proxy, monitor' });
  });

  it('has a data flow for each need, which says how it is known, and no value of a setting', () => {
    const { dataflows } = otm(stack);
    expect(dataflows.map(({ id, attributes }) => [id, attributes])).toEqual([
      ['proxy -> app', { need: 'stated', reasons: 'depends_on', open: 'yes' }],
      ['app -> db', { need: 'stated', reasons: 'DATABASE_URL', ports: '5432', open: 'yes' }],
    ]);
    const facts = standaloneFacts({ workspace: openAlone(stack), reachOptions: defaultReachOptions });
    expect(otmJson(facts, { title: 'shop', observed: null })).not.toContain('hunter2');
  });

  it('says what was seen, with ends that are no service', () => {
    const { dataflows, components } = otm(stack, record);
    expect(dataflows.map(({ id, attributes: { need, observed } }) => [id, need, observed])).toEqual([
      ['proxy -> app', 'stated', 'not seen'],
      ['app -> db', 'stated', 'seen'],
      ['internet -> proxy', 'none known', 'seen'],
      ['db -> app', 'none known', 'seen'],
      ['other-stack/x -> app', 'none known', 'seen'],
      ['backup -> lan', 'none known', 'seen'],
    ]);
    expect(components.slice(6).map(({ id, type, parent }) => [id, type, parent.trustZone])).toEqual([
      ['internet', 'place', 'outside'],
      ['lan', 'place', 'outside'],
      ['other-stack/x', 'not in these files', 'host'],
    ]);
  });

  it('names the places of the files', () => {
    const [, app] = otm(stack).components;
    expect(app?.representations).toEqual([
      { representation: 'compose', id: 'compose:app', file: 'compose.yaml', line: 3 },
    ]);
  });

  it('is a model of no services, too', () => {
    expect(otm('services: {}\n')).toMatchObject({ components: [], dataflows: [] });
  });
});
