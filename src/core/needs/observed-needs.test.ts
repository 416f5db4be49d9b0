import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { fixObjection, outcomeOf } from '../fixes/fix-objection.ts';
import { standaloneFacts } from '../host/alone.ts';
import { seenBetween } from '../host/host-observed.ts';
import { recordOf } from '../observed/testing/record-of.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { outsidePlace } from '../reach/places.ts';
import { analyze } from '../rules/all-rules.ts';
import { summaryOf } from '../summary/summary.ts';
import { knownNeeds } from './known-needs.ts';
import { countConnections } from './met-needs.ts';

const flat = `name: shop
services:
  web: { image: nginx, ports: ["443:443"], depends_on: [api] }
  api: { image: example/api }
  db: { image: "postgres:16" }
`;

const analyzed = (text: string, ...lines: readonly string[]) =>
  analyze(openAlone(text), {
    ...defaultReachOptions,
    project: 'shop',
    ...(lines.length === 0 ? {} : { observed: recordOf(...lines) }),
  });

describe('an observed connection', () => {
  it('is a need beside those that the file states', () => {
    const { needs } = analyzed(flat, 'web -> api:8080 x40', 'api -> db:5432 x112');
    expect(needs.all.map(({ from, to, certainty, port }) => [from, to, certainty, port])).toEqual([
      ['web', 'api', 'certain', null],
      ['web', 'api', 'observed', 8080],
      ['api', 'db', 'observed', 5432],
    ]);
  });

  it('is said with how often it was seen, after what the file says', () => {
    const analysis = analyzed(flat, 'web -> api:8080 x40', 'api -> db:5432');
    const words = (service: string) =>
      knownNeeds(analysis, service).neededBy.map(({ reasons }) => reasons.map((one) => one.words));
    expect([words('api'), words('db')]).toEqual([
      [['depends_on', 'seen 40 times in 24 hours']],
      [['seen once in 24 hours']],
    ]);
  });

  it('counts in the sentence and on the lane, and nothing is said of it without a record', () => {
    const lines = ['web -> api:8080', 'api -> db:5432'];
    const needed = (...seen: readonly string[]) =>
      summaryOf(analyzed(flat, ...seen)).find(({ kind }) => kind === 'unneeded')?.text;
    expect(needed(...lines)).toBe('2 known needs (1 stated, 2 observed), 4 other connections open');
    expect(needed()).toBe('1 known need, 5 other connections open');
    const { reach, needs } = analyzed(flat, ...lines);
    expect(countConnections(reach, needs, ['api', 'db']).seen).toEqual({ stated: 0, observed: 1 });
  });

  it('of a host is taken by the name of the project, and what is of others is not', () => {
    const { needs } = analyzed(
      flat,
      'shop/api -> shop/db:5432',
      'blog/api -> shop/db:5432',
      'shop/api -> internet:443',
    );
    expect(needs.all.filter(({ kind }) => kind === 'observed').map(({ from, to }) => [from, to])).toEqual([
      ['api', 'db'],
    ]);
    expect(needs.beyond.map(({ from, to, at }) => [from, to, at])).toEqual([
      ['api', 'internet', ['services', 'api']],
    ]);
  });

  it('speaks against a fix that closes it, to a service or to the outside', () => {
    const before = analyzed(flat, 'api -> internet:443 x9');
    const after = analyzed(`${flat}networks: { default: { internal: true } }\n`, 'api -> internet:443 x9');
    const [finding] = before.findings;
    if (finding === undefined) throw new Error('no finding');
    expect(fixObjection(before, outcomeOf(before, after), finding)).toBe(
      'it would cut the way from api to internet, which was seen 9 times in 24 hours',
    );
    const unseen = analyzed(flat);
    expect(outcomeOf(unseen, analyzed(`${flat}networks: { default: { internal: true } }\n`)).cut).toBe(null);
  });
});

describe('the record beside what is reachable', () => {
  const facts = (...lines: readonly string[]) =>
    standaloneFacts({
      workspace: openAlone(`${flat}  far: { image: x, networks: [other] }\nnetworks: { other: {} }\n`),
      reachOptions: { ...defaultReachOptions, project: 'shop', observed: recordOf(...lines) },
    });

  it('is asked for one pair, of which the outside is every place beyond the host', () => {
    const own = facts('lan -> web:443', '203.0.113.7 -> web:443', 'host -> web:443', 'api -> web:443');
    expect(seenBetween(own, outsidePlace, 'web')?.connections.map(({ from }) => from)).toEqual([
      'lan',
      '203.0.113.7',
    ]);
    expect(seenBetween(own, 'db', 'web')?.connections).toEqual([]);
    expect(seenBetween({ ...own, options: defaultReachOptions }, 'db', 'web')).toBe(null);
  });
});
