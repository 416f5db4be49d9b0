import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { rangeText } from '../compose/project/ports/port-range.ts';
import { capabilities } from '../compose/project/read/capabilities.ts';
import { catalogueEntry, knownPorts, listeningPorts, listeningRange, storesData } from './catalogue.ts';
import { imageRows } from './catalogue-images.ts';

describe('catalogueEntry', () => {
  it.each([
    ['postgres', 'datastore'],
    ['postgres:16.3-alpine', 'datastore'],
    ['postgres@sha256:0123', 'datastore'],
    ['bitnami/postgresql:15', 'datastore'],
    ['ghcr.io/someone/redis-stack:7', 'cache'],
    ['registry.example:5000/team/mysql', 'datastore'],
    ['RabbitMQ:3-management', 'broker'],
    ['traefik:v3.0', 'proxy'],
    ['tecnativa/docker-socket-proxy', 'socket-proxy'],
    ['qmcgaw/gluetun:v3', 'vpn'],
  ])('%s is a %s', (image, kind) => {
    expect(catalogueEntry(image)?.kind).toBe(kind);
  });

  it.each([
    'postgres-backup:1',
    'redis-commander',
    'example/my-postgres',
    'mysqld-proxy',
    'postgresql-backup',
  ])('knows nothing of %s, whatever it begins with', (image) => {
    expect(catalogueEntry(image)).toBeNull();
  });

  it('knows names of Object.prototype as ordinary ones', () => {
    expect(catalogueEntry('constructor')).toBeNull();
    expect(catalogueEntry('__proto__')).toBeNull();
  });

  it('knows what an image usually needs back after all capabilities were dropped', () => {
    const back = (image: string) => catalogueEntry(image)?.capabilities;
    expect(back('nginx:1.27')).toEqual(['CHOWN', 'SETGID', 'SETUID', 'NET_BIND_SERVICE']);
    expect(back('postgres:17')).toEqual(['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID']);
    expect(back('redis:7')).toEqual(['CHOWN', 'DAC_OVERRIDE', 'SETGID', 'SETUID']);
    expect(back('grafana/grafana')).toEqual([]);
    expect(back('bitnami/redis')).toEqual([]);
    expect(back('alpine')).toBeNull();
  });

  it('names capabilities by their names alone', () => {
    const named = imageRows.flatMap(([, , , , back]) => back?.split(' ') ?? []);
    const known = new Set<string>(capabilities.map(({ name }) => name));
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  it('tells whom an image runs as', () => {
    expect(catalogueEntry('nginx:1.27')?.user).toBe('root');
    expect(catalogueEntry('postgres:16')?.user).toBe('drops');
    expect(catalogueEntry('bitnami/redis:7')?.user).toBe('1001');
  });
});

describe('data and ports of a service', () => {
  const { services } = openDocument(
    `services:
  store: {image: "example/store:1", expose: ["5432"]}
  series: {image: "example/series:1", expose: ["5984"]}
  clicks: {image: "example/clicks:1", expose: ["8086"]}
  influx: {build: ., expose: ["8086"]}
  bouncer: {image: "edoburu/pgbouncer:1", expose: ["5432"]}
  web: {image: "example/web:1", expose: ["8080/tcp", "9000-9001"], ports: ["127.0.0.1:80:8000"]}
  cache: {image: "redis:7"}
`,
  ).topology;
  const service = (name: string) => services.get(name) ?? expect.fail(`no service ${name}`);

  it('takes a service for data by its image or by the port that it names', () => {
    expect(storesData(service('cache'))).toBe(true);
    expect(storesData(service('store'))).toBe(true);
    expect(storesData(service('series'))).toBe(true);
    expect(storesData(service('influx'))).toBe(true);
    expect(storesData(service('clicks'))).toBe(false);
    expect(storesData(service('web'))).toBe(false);
  });

  it('believes a known image more than a port', () => {
    expect(storesData(service('bouncer'))).toBe(false);
  });

  it('knows stated ports, else those of the image', () => {
    expect(knownPorts(service('web'))).toEqual(
      [8000, 8080, 9000].map((first) => ({ first, last: first === 9000 ? 9001 : first })),
    );
    expect(knownPorts(service('cache'))).toEqual([{ first: 6379, last: 6379 }]);
  });
});

function linesOf(service: string): readonly string[] {
  const one = openDocument(`services:\n  one: ${service}\n`).topology.services.get('one');
  return one
    ? listeningPorts(one).map(
        (each) => `${rangeText(listeningRange(each))}/${each.protocol}${each.inferred ? '?' : ''}`,
      )
    : [];
}

describe('listeningPorts', () => {
  it('are the container side of ports, then expose with its ranges', () => {
    expect(
      linesOf('{ image: app, ports: ["8080:80", "53:53/udp"], expose: ["9000-9002", "70/udp"] }'),
    ).toEqual(['80/tcp', '53/udp', '9000-9002/tcp', '70/udp']);
  });

  it('are inferred where only the image says so', () => {
    expect(linesOf('{ image: "nginx:1.27" }')).toEqual(['80/tcp?']);
    expect(linesOf('{ image: "nginx:1.27", expose: ["80"] }')).toEqual(['80/tcp']);
    expect(linesOf('{ image: pihole/pihole }')).toEqual(['80/tcp?', '53/udp?']);
  });

  it('are none where nothing is known, or nothing can be read', () => {
    expect(linesOf('{ image: example/app }')).toEqual([]);
    expect(linesOf('{ image: example/app, expose: ["8080:80"] }')).toEqual([]);
  });
});
