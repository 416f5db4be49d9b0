import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { computeNeeds } from './needs.ts';

/** Returns the needs of a file as `from kind name:port certainty to`. */
function needsOf(text: string): readonly string[] {
  return computeNeeds(openDocument(text).topology).all.map(
    ({ from, to, kind, name, port, certainty }) =>
      `${from} -> ${to} by ${kind} ${name}${port === null ? '' : `:${port}`} (${certainty})`,
  );
}

/** Returns the needs of a service `app` with the given keys, beside `db` and `cache`. */
function needsOfApp(keys: string): readonly string[] {
  return needsOf(`services:
  app:
    image: example/app:1
${keys.replace(/^/gm, '    ')}
  db: {image: "postgres:16", container_name: main-db, hostname: dbhost}
  cache: {image: "redis:7", networks: {n: {aliases: [store], ipv4_address: 10.9.0.7}}}
networks: {n: {}}
`);
}

describe('computeNeeds', () => {
  it('reads depends_on, but not a job that must have ended', () => {
    expect(needsOfApp('depends_on: [db]')).toEqual(['app -> db by depends_on db (certain)']);
    expect(needsOfApp('depends_on: {db: {condition: service_completed_successfully}}')).toEqual([]);
  });

  it('reads links under their alias', () => {
    expect(needsOfApp('links: ["db:sql"]')).toEqual(['app -> db by link sql (certain)']);
  });

  it('reads what a person declared', () => {
    expect(needsOfApp('x-bulkhead: {needs: [cache, nobody]}')).toEqual([
      'app -> cache by declared cache (certain)',
    ]);
  });

  it.each([
    ['environment: {A: "postgres://u:p@db:5432/x"}', 'app -> db by reference db:5432 (certain)'],
    ['environment: ["A=jdbc:postgresql://main-db/x"]', 'app -> db by reference main-db (certain)'],
    ['environment: {A: "http://dbhost"}', 'app -> db by reference dbhost (certain)'],
    ['environment: {A: "redis://store:6379/0"}', 'app -> cache by reference store:6379 (certain)'],
    ['environment: {A: "cache:6379"}', 'app -> cache by reference cache:6379 (inferred)'],
    ['environment: {DB_HOST: db}', 'app -> db by reference db (inferred)'],
    ['environment: {database__connection__host: db}', 'app -> db by reference db (inferred)'],
    ['environment: {SQL_ADDR: DB}', 'app -> db by reference DB (inferred)'],
    ['environment: {CACHE_URL: "10.9.0.7"}', 'app -> cache by reference 10.9.0.7 (inferred)'],
    ['command: serve --upstream=http://db:80/', 'app -> db by reference db:80 (certain)'],
    ['command: ["wait", "--db-host", "db"]', 'app -> db by reference db (inferred)'],
    ['entrypoint: ["wait-for", "cache:6379"]', 'app -> cache by reference cache:6379 (inferred)'],
    ['healthcheck: {test: ["CMD", "curl", "http://db:8080"]}', 'app -> db by reference db:8080 (certain)'],
    ['labels: {up: "http://db:8080"}', 'app -> db by reference db:8080 (certain)'],
    ['dns: [10.9.0.7]', 'app -> cache by reference 10.9.0.7:53 (certain)'],
    ['extra_hosts: ["old:10.9.0.7"]', 'app -> cache by reference 10.9.0.7 (certain)'],
  ])('finds the reference in %s', (keys, need) => {
    expect(needsOfApp(keys)).toEqual([need]);
  });

  it('finds every host of a list', () => {
    expect(needsOfApp('environment: {A: "mongodb://db:27017,cache:27018/x"}')).toEqual([
      'app -> db by reference db:27017 (certain)',
      'app -> cache by reference cache:27018 (inferred)',
    ]);
  });

  it.each([
    'command: ["flush", "cache"]',
    'command: pull cache:7',
    'environment: {RUNNER_IMAGE: "cache:8080"}',
    'environment: {MODE: db}',
    'environment: {A: "http://example.org/db:5432"}',
    'environment: {A: "http://db.example.org"}',
    'environment: {A: "http://my-db:80"}',
    'environment: {APP_HOST: app}',
    'volumes: ["db:/data"]',
    'labels: {owner: db}',
    'healthcheck: {test: ["CMD", "curl", "http://app"]}',
  ])('finds no reference in %s', (keys) => {
    expect(needsOfApp(keys)).toEqual([]);
  });

  it('takes a name of extra_hosts for the address that it gives', () => {
    expect(needsOfApp('extra_hosts: ["db:203.0.113.5"]\nenvironment: {A: "http://db"}')).toEqual([]);
  });

  it('means all that answer to a name', () => {
    const text = `services:
  app: {image: "example/app:1", environment: {DB_HOST: sql}}
  one: {image: "postgres:16", networks: {n: {aliases: [sql]}}}
  two: {image: "postgres:16", networks: {n: {aliases: [sql]}}}
networks: {n: {}}
`;
    expect(needsOf(text)).toEqual([
      'app -> one by reference sql (inferred)',
      'app -> two by reference sql (inferred)',
    ]);
  });

  it('points at the very item, and looks up by either end', () => {
    const text = `services:
  app: {image: "example/app:1", depends_on: [cache, db], environment: ["X=1", "DB_HOST=db"]}
  db: {image: "postgres:16"}
  cache: {image: "redis:7"}
`;
    const needs = computeNeeds(openDocument(text).topology);
    expect(needs.all.map(({ at }) => at)).toEqual([
      ['services', 'app', 'depends_on', 0],
      ['services', 'app', 'depends_on', 1],
      ['services', 'app', 'environment', 1],
    ]);
    expect([needs.has('app', 'db'), needs.has('db', 'app'), needs.has('__proto__', 'db')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(needs.from('app').length).toBe(3);
    expect(needs.to('db').map(({ kind }) => kind)).toEqual(['depends_on', 'reference']);
  });
});
