import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { openRead } from '../ways-in/testing/read-facts.ts';
import { type HiddenFacts, type SummaryPart, summaryOf } from './summary.ts';

const partsOf = (text: string, hidden?: HiddenFacts): readonly SummaryPart[] =>
  summaryOf(analyze(openRead(text), { ...defaultReachOptions, project: 'shop' }), undefined, hidden);
const sentence = (text: string): string =>
  partsOf(text)
    .map((part) => part.text)
    .join(' · ');

describe('the sentence about a project', () => {
  it('counts who answers outside, who has the host, how near the data is and what is open without a known need', () => {
    expect(
      sentence(`
services:
  web: { image: nginx, ports: ["443:443"], depends_on: [app] }
  app: { image: a, environment: { DB: "postgres://db:5432" } }
  db: { image: postgres:16 }
  cron: { image: c, volumes: ["/var/run/docker.sock:/s"] }
`),
    ).toBe(
      '1 of 4 reachable from outside · 1 can become root · db one hop away · 2 known needs, 10 other connections open',
    );
  });

  it('names the services of each part, in file order', () => {
    const parts = partsOf(`
services:
  b: { image: x, ports: ["1:1"], privileged: true }
  a: { image: x, ports: ["2:2"], networks: [n] }
networks: { n: {} }
`);
    expect(parts.map(({ kind, services }) => [kind, services])).toEqual([
      ['outside', ['b', 'a']],
      ['root', ['b']],
      ['unneeded', []],
    ]);
  });

  it('follows the hops over networks, and says it when data answers outside itself', () => {
    const networks = 'networks: { f: {}, m: {}, k: {} }';
    expect(
      sentence(`
services:
  web: { image: w, ports: ["80:80"], networks: [f], depends_on: [app] }
  app: { image: a, networks: [f, m], depends_on: [web, api] }
  api: { image: a, networks: [m, k], depends_on: [app, db] }
  db: { image: mysql, networks: [k] }
${networks}`),
    ).toContain('db three hops away');
    expect(sentence('services: { db: { image: mysql, ports: ["3306:3306"] } }')).toBe(
      '1 of 1 reachable from outside · db reachable from outside',
    );
  });

  it('joins two data services and counts more', () => {
    const web = 'web: { image: w, ports: ["80:80"] }';
    expect(sentence(`services: { ${web}, a: { image: redis }, b: { image: mysql } }`)).toContain(
      'a and b one hop away',
    );
    expect(
      sentence(`services: { ${web}, a: { image: redis }, b: { image: mysql }, c: { image: kafka } }`),
    ).toContain('a and 2 more data services one hop away');
  });

  it('calls services by the names that it is given', () => {
    const analysis = analyze(
      openRead('services: { w: { image: w, ports: ["80:80"] }, db-x: { image: mysql } }'),
      defaultReachOptions,
    );
    const parts = summaryOf(analysis, (name) => name.replace('-x', ''));
    expect(parts.find(({ kind }) => kind === 'data')?.text).toBe('db one hop away');
  });

  it('leaves out what is not so, and says that nothing answers outside only where that is known', () => {
    expect(sentence('services: { a: { image: x, network_mode: none } }')).toBe(
      'none of 1 reachable from outside',
    );
    expect(sentence('services: {}')).toBe('');
  });

  it('never counts what is unknown as safe', () => {
    const parts = partsOf(`
services:
  web: { image: w, ports: ["\${PORT}"] }
  db: { image: mysql, privileged: "\${P}" }
  x: { image: x, network_mode: "container:other" }
`);
    expect(parts.map(({ text, unknown }) => [text, unknown])).toEqual([
      ['2 of 3 may be reachable from outside', true],
      ['1 may become root', true],
      ['db perhaps one hop away', true],
      ['0 known needs, at least 2 other connections open', true],
      ['1 port depends on unset variables', true],
      ['who reaches 1 of 3 is unknown', true],
    ]);
  });

  it('says at least, or at most, where a count rests on what was left out', () => {
    const text = `
services:
  web: { image: w, ports: ["80:80"], networks: [f], depends_on: [app] }
  app: { image: a, networks: [f, k], privileged: true }
  db: { image: mysql, networks: [k] }
  idle: { image: x, networks: [k], profiles: [dev], privileged: true }
networks: { f: {}, k: {} }
`;
    const hidden = { host: true, routes: true, needs: true };
    const said = (some: Partial<HiddenFacts>) =>
      partsOf(text, { host: false, routes: false, needs: false, ...some }).map((part) => [
        part.text,
        part.unknown,
      ]);
    expect(said({})).toEqual([
      ['1 of 3 reachable from outside', false],
      ['1 can become root', false],
      ['db two hops away', false],
      ['1 known need, 4 other connections open', false],
    ]);
    expect(said(hidden)).toEqual([
      ['at least 1 of 3 reachable from outside', true],
      ['at least 1 can become root', true],
      ['db at most two hops away', true],
      ['at least 1 known need, up to 4 other connections open', true],
    ]);
    const quiet = 'services: { a: { image: x, networks: [n] } }\nnetworks: { n: { internal: true } }\n';
    expect(partsOf(quiet, hidden).map((part) => part.text)).toEqual([
      'none of 1 known to be reachable from outside',
      'whether any can become root is unknown',
    ]);
  });

  it('notes where needs cannot be seen', () => {
    const note = (text: string, hidden?: HiddenFacts) =>
      partsOf(text, hidden).find(({ kind }) => kind === 'unneeded')?.note;
    expect(note('services: { a: { image: x }, b: { image: y } }')).toBeNull();
    expect(
      note(`services:
  a: { build: . }
  b: { image: y, env_file: b.env, volumes: ["d:/d"] }
  c: { image: z, environment: { URL: "\${URL}" }, volumes: ["d:/d", "./nginx.conf:/etc/nginx/nginx.conf"] }
  idle: { build: ., profiles: [dev] }
`),
    ).toBe(
      'There may be further needs that cannot be seen here: an image that is built here (a); an env_file, which is not read for needs (b); variables without a value (c); configuration that is mounted (c); a shared volume, which may hold a socket (b, c).',
    );
    expect(
      note('services: { a: { image: x }, b: { image: y } }', { host: false, routes: false, needs: true }),
    ).toBe('The link left out settings that state needs.');
  });

  it('counts what is behind a proxy of the file apart from what publishes', () => {
    expect(
      sentence(`
services:
  traefik: { image: traefik:v3, command: [--providers.docker, "--entrypoints.web.address=:443"], ports: ["443:443"], networks: [p] }
  films: { image: f, networks: [p], labels: { traefik.http.routers.f.rule: "Host(\`f.example\`)", traefik.http.services.f.loadbalancer.server.port: "80" }, depends_on: [traefik] }
networks: { p: {} }
`),
    ).toContain('1 of 2 reachable from outside, 1 more behind a proxy');
  });
});
