// What the picture of well-known kinds of stacks looks like, in words; each obeys the invariants of every picture as well.

import { describe, expect, it } from 'vitest';
import { networkHues } from '../../../core/layout/lanes/network-hues.ts';
import { sceneFaults } from '../../../core/layout/testing/check-scene.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { templateText } from '../../state/session/template.ts';
import { sketch } from './testing/sketch.ts';

function seen(text: string): readonly string[] {
  const scene = pictureOf(analysisOf(text));
  expect(sceneFaults(scene)).toEqual([]);
  return sketch(scene);
}

const many = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('');

describe('the picture of', () => {
  it('the template is three empty lanes, the tray and the host', () => {
    expect(seen(templateText)).toEqual(['front @0:', 'mid @1:', 'back @2:', 'chip closed', 'chip host']);
  });

  it('a vote in two tiers shows who straddles the wall', () => {
    const text = `services:
  vote: { build: ./vote, ports: ["8080:80"], networks: [front-tier, back-tier] }
  result: { build: ./result, ports: ["8081:80", "127.0.0.1:9229:9229"], networks: [front-tier, back-tier] }
  worker: { build: ./worker, networks: [back-tier] }
  redis: { image: "redis:alpine", networks: [back-tier] }
  db: { image: "postgres:15-alpine", networks: [back-tier] }
  seed: { build: ./seed, profiles: [seed], networks: [front-tier] }
networks: { front-tier: {}, back-tier: {} }
`;
    expect(seen(text)).toEqual([
      'front-tier @0: seed ; vote/back-tier ; result/back-tier',
      'back-tier @1: worker ; redis ; db',
      'chip closed',
      'chip host',
      'outside 8080 → 80/tcp -> vote',
      'outside 8081 → 80/tcp -> result',
      'host 9229 → 9229/tcp -> result',
    ]);
  });

  it('one network has columns edge, app and data', () => {
    const images = ['nginx:1', 'node:22', 'postgres:16', 'redis:7', 'org/api:1'];
    const text = `services:\n${many(25, (at) => `  s${at}: { image: "${images[at % 5]}", environment: { N: "${at}" }${at % 5 === 0 ? `, ports: ["${8000 + at}:80"]` : at % 5 === 1 ? `, depends_on: [s${at + 1}]` : ''} }\n`)}`;
    expect(seen(text)).toEqual([
      'default @0: s0 | 5×s1 | s3 | s2 ; s5 | 5×s4 | s8 | s7 ; s10 | s13 | s12 ; s15 | s18 | s17 ; s20 | s23 | s22',
      'chip closed',
      'chip host',
      'outside 8000 → 80/tcp -> s0',
      'outside 8005 → 80/tcp -> s5',
      'outside 8010 → 80/tcp -> s10',
      'outside 8015 → 80/tcp -> s15',
      'outside 8020 → 80/tcp -> s20',
    ]);
  });

  it('an external proxy network begins at the outside and shows inferred ways in', () => {
    const text = `name: site
services:
  traefik: { image: "traefik:v3", command: [--providers.docker, --providers.docker.exposedbydefault=false, "--entrypoints.web.address=:443"], ports: ["443:443"], networks: [web] }
  shop: { image: "org/shop:1", networks: [shop-db, web], labels: ["traefik.enable=true", "traefik.http.services.shop.loadbalancer.server.port=80", "traefik.http.routers.shop.rule=Host(\`shop.example\`)"] }
  shop-db: { image: "postgres:16", networks: [shop-db] }
  metrics: { image: "prom/prometheus:v2", networks: [lonely, web] }
networks: { shop-db: { internal: true }, lonely: {}, web: { external: true } }
`;
    expect(seen(text)).toEqual([
      'web @0: traefik | shop/shop-db ; metrics',
      'shop-db @1: shop-db',
      'stub lonely',
      'chip closed',
      'chip host',
      'unknown 443 → 443/tcp -> traefik',
      'proxied shop.example -> shop',
    ]);
  });

  it('piles and a rail stands for what is alike and for what ties all together', () => {
    const text = `services:
  gateway: { image: "nginx:1", ports: ["443:443"], networks: [core] }
  api: { image: "org/api:3", networks: [core, data], depends_on: [db] }
  db: { image: "postgres:16", networks: [data] }
${many(9, (at) => `  worker-${at}: { image: "org/worker:${at}", networks: [core, data] }\n`)}${many(6, (at) => `  mon-${at}: { image: "org/exporter-${at}:1", networks: [${at % 2 ? 'core' : 'data'}, monitoring] }\n`)}networks: { core: {}, data: { internal: true }, monitoring: {} }
`;
    expect(seen(text)).toEqual([
      'core @0: gateway | api/data ; mon-1 | 9×worker-0/data ; mon-3 ; mon-5',
      'data @1: mon-0 ; mon-2 ; mon-4 ; db',
      'rail monitoring',
      'chip closed',
      'chip host',
      'mon-0 -> monitoring',
      'mon-1 -> monitoring',
      'mon-2 -> monitoring',
      'mon-3 -> monitoring',
      'mon-4 -> monitoring',
      'mon-5 -> monitoring',
      'outside 443 → 443/tcp -> gateway',
    ]);
  });

  it('each mode has its place', () => {
    const text = `services:
  web: { image: "nginx:1", ports: ["443:9586"], networks: [front] }
  app: { image: "rails:7", networks: [front, back] }
  sniff: { image: netshoot, network_mode: "service:app" }
  db: { image: "postgres:16", ports: ["5432:5432"], networks: [back] }
  tail: { image: busybox, network_mode: none }
  node: { image: exporter, network_mode: host }
  legacy: { image: thing, network_mode: bridge }
  lost: { image: thing, network_mode: "container:elsewhere" }
networks: { front: {}, back: { internal: true } }
`;
    expect(seen(text)).toEqual([
      'front @0: web ; app/back',
      'back @1: db',
      'bridge @2: legacy',
      'unknown @2: lost',
      'closed @-1: tail',
      'host @-1: node',
      'sniff in app',
      'outside 443 → 9586/tcp -> web',
      'nowhere 5432 → 5432/tcp -> db',
      'every every port -> host',
    ]);
  });

  it.each([30, 300])(
    '%i unlike services is as wide as a window and shows the far lanes as few lines',
    (count) => {
      const text = `services:
${many(
  count,
  (
    at,
  ) => `  s${at}: { image: "org/s${at}:1", environment: { N: "${at}" }, networks: [n${at % 24}${at % 3 === 0 ? `, n${(at * 7 + 1) % 24}` : ''}]${at % 11 === 0 ? `, ports: ["${20_000 + at}:80"]` : ''} }
`,
)}networks: { ${Array.from({ length: 24 }, (_, at) => `n${at}: {}`).join(', ')} }
`;
      const scene = pictureOf(analysisOf(text));
      expect(sceneFaults(scene)).toEqual([]);
      expect(scene.cards.length).toBe(count);
      const ratio = scene.bounds.width / scene.bounds.height;
      expect(ratio).toBeGreaterThan(1);
      expect(ratio).toBeLessThan(2.6);
      // Upright lines, each once: taps to one lane share one per column.
      const upright = new Set<string>();
      for (const { points, lane } of scene.taps) {
        const [from, to] = points.slice(-2);
        if (from && to && from.x === to.x) upright.add(`${lane} ${to.x} ${to.y}`);
      }
      const far = scene.taps.filter((tap) => tap.points.length > 0).length;
      expect(upright.size).toBeLessThanOrEqual(Math.max(8, far / 2));
    },
  );
});

describe('an edit', () => {
  const text = `services:
  web: { image: "nginx:1", ports: ["443:443"], networks: [front] }
  one: { image: "a:1", networks: [front] }
  two: { image: "b:1", networks: [front] }
  three: { image: "c:1", networks: [front] }
networks: { front: {} , other: {} }
`;
  const places = (scene: ReturnType<typeof pictureOf>) =>
    new Map(scene.cards.map(({ service, rect }) => [service, `${rect.x} ${rect.y}`]));

  it('leaves every other card where it was', () => {
    const first = pictureOf(analysisOf(text));
    const without = text.replace(/^ {2}one: .*\n/m, '');
    const second = pictureOf(analysisOf(without), new Set(), first);
    expect(places(second).get('two')).toBe(places(first).get('two'));
    expect(places(second).get('three')).toBe(places(first).get('three'));
    const again = pictureOf(
      analysisOf(`${without.replace('  two:', '  zero: { image: "z:1", networks: [front] }\n  two:')}`),
      new Set(),
      second,
    );
    expect(places(again).get('zero')).toBe(places(first).get('one'));
    expect(places(again).get('two')).toBe(places(first).get('two'));
  });

  it('that adds a network to a stack of one leaves its columns, its colour and every card', () => {
    const flat = `services:
  web: { image: "nginx:1", ports: ["443:443"], depends_on: [api] }
  api: { image: "org/api:1", depends_on: [db] }
  db: { image: "postgres:16" }
`;
    const before = analysisOf(flat);
    const after = analysisOf(`${flat}networks: { default: {}, network-2: {} }\n`);
    const room = { width: 1300, height: 600 };
    const first = pictureOf(before, new Set(), undefined, undefined, room);
    const second = pictureOf(after, new Set(), first, undefined, room);
    expect(places(second)).toEqual(places(first));
    expect(second.sizes).toEqual(first.sizes);
    const heads = ({ lanes }: typeof first) =>
      lanes.find(({ name }) => name === 'default')?.captions.map(({ text }) => text);
    expect([heads(first), heads(second)]).toEqual([heads(first), ['edge', 'application', 'data']]);
    expect([networkHues(first).get('default'), networkHues(second).get('default')]).toEqual([0, 0]);
  });
});
