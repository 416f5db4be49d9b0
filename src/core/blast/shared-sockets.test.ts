import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { sharedSockets } from './shared-sockets.ts';

/**
 * Returns the pairs of a file as `from → to SOURCE: socket`, with `—` when nothing shows who connects and `?` when no file names a socket.
 */
function pairsOf(services: string, runtime: readonly string[] = []): readonly string[] {
  const { topology } = openDocument(`services:\n${services}`);
  const shared = sharedSockets(topology, new Set(runtime));
  const names = [...topology.services.keys()];
  const pairs = names.flatMap((a, index) => names.slice(index + 1).flatMap((b) => shared.between(a, b)));
  expect(new Set(shared.known)).toEqual(new Set(pairs.filter(({ known }) => known === true)));
  return pairs.map(
    ({ from, to, isDirected, source, known, socket }) =>
      `${from} ${isDirected ? '→' : '—'} ${to} ${source}: ${known === true ? socket : '?'}`,
  );
}

describe('sockets in what two services mount', () => {
  it.each([
    [
      'a well-known server listens in its own folder',
      '  db: { image: "postgres:16", volumes: ["run:/var/run/postgresql"] }\n  app: { image: example/app, volumes: ["run:/var/run/postgresql"] }\n',
      'app → db run: /var/run/postgresql',
    ],
    [
      'a setting names the socket that a program binds',
      '  web: { image: nginx, volumes: ["run:/srv/run:ro"] }\n  app: { image: example/app, command: gunicorn --bind unix:/run/app/gunicorn.sock, volumes: ["run:/run/app"] }\n',
      'web → app run: /run/app/gunicorn.sock',
    ],
    [
      'a setting names the socket that is asked',
      '  cache: { image: example/cache, volumes: ["s:/data"] }\n  app: { image: example/app, environment: { CACHE_URL: "unix:///tmp/s/cache.sock" }, volumes: ["s:/tmp/s"] }\n',
      'app → cache s: /tmp/s/cache.sock',
    ],
    [
      'the folder of a socket stands for it as a host',
      '  db: { image: "ghcr.io/x/mariadb:11", volumes: ["./run:/run/mysqld"] }\n  app: { image: example/app, environment: { DB_HOST: /run/mysqld }, volumes: ["./run:/run/mysqld:ro"] }\n',
      'app → db ./run: /run/mysqld',
    ],
    [
      'the host of a connection string may be a folder',
      '  app: { image: example/app, environment: ["DATABASE=postgresql://u@/db?host=/sock/pg"], volumes: ["s:/sock"] }\n  db: { image: example/db, volumes: ["s:/run/pg"] }\n',
      'app → db s: /sock/pg',
    ],
    [
      'nothing shows who asks whom where both name it alike',
      '  a: { image: example/a, command: run --socket /s/x.sock, volumes: ["s:/s"] }\n  b: { image: example/b, command: run --socket /s/x.sock, volumes: ["s:/s"] }\n',
      'a — b s: /s/x.sock',
    ],
    [
      'volumes_from shares them all',
      '  db: { image: "mysql:8", volumes: ["run:/run/mysqld"] }\n  app: { image: example/app, volumes_from: ["db:ro"] }\n',
      'app → db run: /run/mysqld',
    ],
    [
      'any other shared volume may hold one',
      '  a: { image: example/a, volumes: ["data:/data"] }\n  b: { image: example/b, volumes: ["data:/import:ro"] }\n',
      'a — b data: ?',
    ],
  ])('%s', (_, services, pair) => {
    expect(pairsOf(services)).toEqual([pair]);
  });

  it.each([
    ['both read only', '  a: { image: a, volumes: ["d:/d:ro"] }\n  b: { image: b, volumes: ["d:/d:ro"] }\n'],
    ['anonymous volumes', '  a: { image: a, volumes: [/d] }\n  b: { image: b, volumes: [/d] }\n'],
    [
      'the clock of the host',
      '  a: { image: a, volumes: ["/etc/x:/x"] }\n  b: { image: b, volumes: ["/etc/x:/x"] }\n',
    ],
    [
      'one file',
      '  a: { image: a, volumes: ["./x.conf:/x.conf"] }\n  b: { image: b, volumes: ["./x.conf:/x.conf"] }\n',
    ],
    [
      'the socket of the runtime, which the host answers',
      '  a: { image: a, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }\n  b: { image: b, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }\n',
    ],
    [
      'a control socket of the host',
      '  a: { image: a, volumes: ["/run/dbus:/run/dbus"] }\n  b: { image: b, volumes: ["/run/dbus:/run/dbus"] }\n',
    ],
  ])('none by %s', (_, services) => {
    expect(pairsOf(services)).toEqual([]);
  });

  it('none by a volume that is the socket of the runtime', () => {
    const services = '  a: { image: a, volumes: ["api:/s"] }\n  b: { image: b, volumes: ["api:/s"] }\n';
    expect(pairsOf(services)).toEqual(['a — b api: ?']);
    expect(pairsOf(services, ['api'])).toEqual([]);
  });

  it('leads all that share a volume to who listens there, however many', () => {
    const clients = Array.from(
      { length: 300 },
      (_, index) => `  c${index}: { image: c, volumes: ["run:/run"] }\n`,
    );
    const { topology } = openDocument(
      `services:\n${clients.join('')}  db: { image: "mysql:8", volumes: ["run:/run/mysqld"] }\n`,
    );
    const { known, volumes, between } = sharedSockets(topology);
    expect(known).toHaveLength(300);
    expect(known.every(({ to, isDirected }) => to === 'db' && isDirected)).toBe(true);
    expect(volumes.map(({ source, members }) => [source, members.length])).toEqual([['run', 301]]);
    expect(between('c1', 'c2').map((one) => one.known)).toEqual(['unknown']);
  });

  it('lists the known ones with the places of both mounts and of the word, and what else is shared', () => {
    const { topology } = openDocument(`services:
  a: { image: a, volumes: ["x:/x"] }
  b: { image: b, volumes: ["x:/x", "s:/s"] }
  c: { image: c, environment: ["API_SOCKET=/s/b.sock"], volumes: ["s:/s"] }
`);
    const shared = sharedSockets(topology);
    expect(shared.volumes).toEqual([
      { source: 'x', members: ['a', 'b'] },
      { source: 's', members: ['b', 'c'] },
    ]);
    expect(shared.known).toEqual([
      {
        from: 'c',
        to: 'b',
        isDirected: true,
        source: 's',
        known: true,
        socket: '/s/b.sock',
        at: [
          ['services', 'b', 'volumes', 1],
          ['services', 'c', 'volumes', 0],
          ['services', 'c', 'environment', 0],
        ],
      },
    ]);
    expect(shared.between('b', 'a')).toEqual([
      expect.objectContaining({ known: 'unknown', socket: null, source: 'x' }),
    ]);
  });

  it('ends where containers take volumes of each other in a circle', () => {
    expect(
      pairsOf(
        '  a: { image: a, volumes_from: [b] }\n  b: { image: b, volumes_from: [a], volumes: ["d:/d"] }\n',
      ),
    ).toEqual(['a — b d: ?']);
  });
});
