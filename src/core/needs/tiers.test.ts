import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { readFacts } from '../ways-in/testing/read-facts.ts';
import { computeTiers } from './tiers.ts';

function tiersOf(text: string): readonly string[] {
  const { topology } = openDocument(text);
  const tiers = computeTiers(topology, computeReach(topology, defaultReachOptions));
  return [...topology.services.keys()].map(
    (name) => `${name} ${tiers.of(name)}${tiers.declared(name) ? ' declared' : ''}`,
  );
}

describe('computeTiers', () => {
  it('believes the file before anything else', () => {
    expect(
      tiersOf(`services:
  a: {image: "postgres:16", x-bulkhead: {tier: app}}
  b: {image: "example/b:1", x-bulkhead: {tier: edge}}
  c: {image: "example/c:1", x-bulkhead: {tier: somewhere}}
`),
    ).toEqual(['a app declared', 'b edge declared', 'c app']);
  });

  it('takes what answers the outside for the edge, unless it keeps data', () => {
    expect(
      tiersOf(`services:
  web: {image: "example/web:1", ports: ["80:80"]}
  local: {image: "example/web:1", ports: ["127.0.0.1:80:80"]}
  mon: {image: "example/mon:1", network_mode: host}
  dead: {image: "example/web:1", ports: ["81:80"], networks: [back]}
  db: {image: "postgres:16", ports: ["5432:5432"]}
networks: {back: {internal: true}}
`),
    ).toEqual(['web edge', 'local app', 'mon edge', 'dead app', 'db data']);
  });

  it('knows an inactive service by its image alone', () => {
    expect(
      tiersOf(`services:
  db: {image: "postgres:16", profiles: [dev]}
  web: {image: "example/web:1", ports: ["80:80"], profiles: [dev]}
`),
    ).toEqual(['db data', 'web app']);
  });
});

describe('tiers of proxied services', () => {
  const labels = 'labels: ["traefik.http.routers.a.rule=Host(`a.example`)"]';

  it('a service that a proxy sends to is edge, in the file or not', () => {
    const yaml = (proxy: string) => `services:
${proxy}  app: { image: example/app, expose: ["80"], ${labels} }
  db: { image: "postgres:16", ${labels.replace('routers.a.', 'routers.b.')} }
`;
    const tierOf = (text: string, name: string) => readFacts(text).tiers.of(name);
    expect(tierOf(yaml(''), 'app')).toBe('edge');
    expect(
      tierOf(
        yaml('  traefik: { image: "traefik:v3", command: --providers.docker, ports: ["443:80"] }\n'),
        'app',
      ),
    ).toBe('edge');
    expect(
      tierOf(
        yaml(
          '  traefik: { image: "traefik:v3", command: --providers.docker, ports: ["127.0.0.1:443:80"] }\n',
        ),
        'app',
      ),
    ).toBe('app');
    expect(tierOf(yaml(''), 'db')).toBe('data');
  });
});
