import { describe, expect, it } from 'vitest';
import { outsidePlace } from '../reach/places.ts';
import { readFacts } from '../ways-in/testing/read-facts.ts';
import { type BlastRadius, blastRadius } from './blast-radius.ts';

function blast(yaml: string, start: string, hops?: number): BlastRadius {
  const { topology, reach } = readFacts(yaml);
  return blastRadius(topology, reach, start, hops);
}

/** Returns the services taken over as `service hops<via by marks`. */
function fallen({ takenOver: list }: BlastRadius): readonly string[] {
  return list.map(({ service, hops, via, by, certain, pivot, cut, transit }) =>
    [
      `${service} ${hops}<${via} ${by}`,
      certain ? '' : ' perhaps',
      pivot ? ' pivot' : '',
      cut ? ' cut' : '',
      transit ? ' transit' : '',
    ].join(''),
  );
}

const chain = `services:
  web: { image: p, networks: [front], cap_drop: [ALL] }
  api: { image: p, networks: [front, back] }
  api2: { image: p, networks: [front, back] }
  db: { image: p, networks: [back, deep] }
  log: { image: p, networks: [deep] }
  shut: { image: p, network_mode: none }
networks: { front: { internal: true }, back: { internal: true }, deep: { internal: true } }
`;

describe('blastRadius', () => {
  it('T1: follows connections from container to container, pivots and cut points marked', () => {
    expect(fallen(blast(chain, 'web'))).toEqual([
      'api 1<web direct pivot',
      'api2 1<web direct pivot',
      'db 2<api direct pivot cut',
      'log 3<db direct',
    ]);
  });

  it('stops after the given hops; a cut point is one within them', () => {
    expect(fallen(blast(chain, 'web', 2))).toEqual([
      'api 1<web direct pivot',
      'api2 1<web direct pivot',
      'db 2<api direct',
    ]);
    expect(fallen(blast(chain, 'web', 0))).toEqual([]);
  });

  it('goes through published ports, too', () => {
    const yaml = `services:
  a: { image: p, networks: [one] }
  b: { image: p, networks: [two], ports: ["80:80"] }
networks: { one: {}, two: {} }
`;
    expect(fallen(blast(yaml, 'a'))).toEqual(['b 1<a host']);
    expect(fallen(blast(yaml, 'b'))).toEqual([]);
  });

  it('counts what is unknown as possible, and says so', () => {
    const yaml = `services:
  a: { image: p, networks: [one] }
  lost: { image: p, network_mode: "container:elsewhere" }
networks: { one: {} }
`;
    expect(fallen(blast(yaml, 'a'))).toEqual(['lost 1<a direct perhaps']);
  });

  it('T2, T4: two networks are a pivot, and transit only with the means to forward', () => {
    const yaml = (keys: string) => `services:
  a: { image: p, networks: [one] }
  mid: { image: p, networks: [one, two]${keys} }
  b: { image: p, networks: [two] }
networks: { one: {}, two: {} }
`;
    expect(fallen(blast(yaml(''), 'a'))).toEqual(['mid 1<a direct pivot cut', 'b 2<mid direct']);
    expect(blast(yaml(''), 'a').transits).toEqual([]);
    const routed = blast(yaml(', cap_add: [NET_ADMIN]'), 'a');
    expect(fallen(routed)).toEqual(['mid 1<a direct pivot cut transit', 'b 2<mid direct']);
    expect(routed.transits).toEqual([
      {
        service: 'mid',
        networks: ['one', 'two'],
        causes: [{ rule: 'T4', text: 'has NET_ADMIN', at: ['services', 'mid', 'cap_add'], certain: true }],
      },
    ]);
  });

  it('the host falls with the first container that voids its isolation, and all others with the host', () => {
    const radius = blast(
      `services:
  web: { image: p, networks: [front] }
  agent: { image: p, networks: [front], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"] }
  db: { image: p, networks: [back] }
  shut: { image: p, network_mode: none }
networks: { front: { internal: true }, back: { internal: true } }
`,
      'web',
    );
    expect(fallen(radius)).toEqual(['agent 1<web direct']);
    expect(radius.nearestWayToHost?.service).toBe('agent');
    expect(radius.nearestWayToHost?.escapes.map(({ rule }) => rule)).toEqual(['P2']);
    expect(radius.throughHost).toEqual(['db', 'shut']);
  });

  it('the host stays where the hops do not suffice', () => {
    const yaml = `services:
  web: { image: p, networks: [front] }
  agent: { image: p, networks: [front], privileged: true }
  db: { image: p, networks: [back] }
networks: { front: { internal: true }, back: { internal: true } }
`;
    expect(blast(yaml, 'web', 1).throughHost).toEqual([]);
    expect(blast(yaml, 'web', 2).throughHost).toEqual(['db']);
    expect(blast(yaml, 'agent', 1)).toMatchObject({
      nearestWayToHost: { service: 'agent', hops: 0 },
      throughHost: ['db'],
    });
  });

  it('names each way to the host, nearest first, the host network included', () => {
    const yaml = `services:
  db: { image: p, networks: [back], volumes: ["/etc:/host/etc"] }
  web: { image: p, networks: [front, back], ports: ["80:80"] }
  agent: { image: p, networks: [front], volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }
  mon: { image: p, network_mode: host, privileged: true }
  far: { image: p, network_mode: none, privileged: true }
networks: { front: {}, back: { internal: true } }
`;
    const { nearestWayToHost, waysToHost, throughHost } = blast(yaml, outsidePlace);
    expect(waysToHost.map((way) => [way.service, way.hops, way.escapes.map(({ rule }) => rule)])).toEqual([
      ['mon', 1, ['P1', 'P3']],
      ['db', 2, ['P8']],
      ['agent', 2, ['P2']],
    ]);
    expect(nearestWayToHost).toMatchObject({ service: 'mon', hops: 1 });
    expect(nearestWayToHost?.escapes.map(({ rule }) => rule)).toEqual(['P3']);
    expect(throughHost).toEqual(['far']);
  });

  it('from outside in: published ports, open containers and proxied services are the first hop', () => {
    const yaml = `services:
  traefik: { image: "traefik:v3", command: [--providers.docker, "--entrypoints.web.address=:443"], networks: [edge], ports: ["443:443"] }
  app: { image: p, networks: [edge, back], expose: ["80"], labels: ["traefik.http.routers.a.rule=Host(\`a.example\`)"] }
  db: { image: p, networks: [back] }
  admin: { image: p, networks: [back], ports: ["127.0.0.1:81:81"] }
networks: { edge: {}, back: {} }
`;
    expect(fallen(blast(yaml, outsidePlace))).toEqual([
      'traefik 1<@outside host',
      'app 1<@outside proxy pivot cut',
      'db 2<app direct',
      'admin 2<app direct',
    ]);
    expect(fallen(blast(yaml, outsidePlace, 1))).toHaveLength(2);
    expect(fallen(blast(yaml, outsidePlace, 0))).toEqual([]);
  });

  it('refuses a start that takes no part', () => {
    expect(() => blast(chain, 'nobody')).toThrow(new RangeError('not an active service: nobody'));
  });
});
