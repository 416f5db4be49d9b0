import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { countNeeds, knownNeeds, type NeedPartner } from './known-needs.ts';
import { computeNeeds } from './needs.ts';

function known(text: string, service: string) {
  const { topology } = openDocument(text);
  const { neededBy, needs, shares } = knownNeeds({ topology, needs: computeNeeds(topology) }, service);
  const words = (list: readonly NeedPartner[]) =>
    list.map((one) => `${one.service}: ${one.reasons.map((reason) => reason.words).join(', ')}`);
  return { neededBy: words(neededBy), needs: words(needs), shares: words(shares) };
}

describe('knownNeeds', () => {
  it('names the setting before the order, whichever way the environment is written', () => {
    const text = `services:
  db: { image: "postgres:16" }
  a: { image: x, depends_on: [db], environment: { DATABASE_URL: "postgres://db:5432/a" } }
  b: { image: x, environment: ["DB_HOST=db"] }
  c: { image: x, depends_on: [db] }
  d: { image: x, command: "run --host db" }
  e: { image: x, x-bulkhead: { needs: [db] } }
  f: { image: x, links: [db] }
`;
    expect(known(text, 'db').neededBy).toEqual([
      'a: DATABASE_URL, depends_on',
      'b: DB_HOST',
      'c: depends_on',
      'd: command',
      'e: declared here',
      'f: links',
    ]);
    expect(known(text, 'a').needs).toEqual(['db: DATABASE_URL, depends_on']);
    expect(known(text, 'db').needs).toEqual([]);
  });

  it('counts who asks by a socket that both mount', () => {
    const text = `services:
  db: { image: "postgres:16", volumes: ["sock:/var/run/postgresql"] }
  app: { image: x, volumes: ["sock:/run/pg"], environment: { DB_HOST: /run/pg/.s.PGSQL.5432 } }
volumes: { sock: {} }
`;
    expect(known(text, 'db').neededBy).toEqual(['app: shared socket in sock']);
    expect(known(text, 'app').needs).toEqual(['db: shared socket in sock']);
  });

  it('a job that has ended is no need', () => {
    const text = `services:
  seed: { image: x }
  app: { image: x, depends_on: { seed: { condition: service_completed_successfully } } }
`;
    expect(known(text, 'seed').neededBy).toEqual([]);
  });
});

describe('countNeeds', () => {
  const text = `services:
  db: { image: "postgres:16", volumes: ["sock:/var/run/postgresql"] }
  a: { image: x, depends_on: [db], environment: { DATABASE_URL: "postgres://db:5432/a", OTHER: "http://b" } }
  b: { image: x, environment: ["DB_HOST=db"] }
  c: { image: x, volumes: ["sock:/run/pg"], environment: { DB_HOST: /run/pg/.s.PGSQL.5432 } }
volumes: { sock: {} }
`;
  const { topology } = openDocument(text);
  const needs = computeNeeds(topology);

  it('counts each service at the other end once, as knownNeeds lists it', () => {
    for (const name of topology.services.keys()) {
      const listed = knownNeeds({ topology, needs }, name);
      expect(countNeeds(needs, [name])).toEqual({ in: listed.neededBy.length, out: listed.needs.length });
    }
    expect(countNeeds(needs, ['db'])).toEqual({ in: 3, out: 0 });
  });

  it('leaves out those among the services of a pile', () => {
    expect(countNeeds(needs, ['a', 'b'])).toEqual({ in: 0, out: 1 });
  });
});
