// Without any Engine: the analyzer still says of each file what was measured on Engine 29.7.2, with each firewall backend and in each address
// family. Who is in no list was asked and did not answer.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Tri } from '../../../src/core/compose/topology.ts';
import { allFamilies, type Family, type Reach } from '../../../src/core/reach/reach-model.ts';
import { reachOf } from '../../../src/core/reach/testing/reach-of.ts';

type Lists = { readonly [from: string]: readonly string[] };

interface Measured {
  readonly direct?: Lists;
  readonly published?: Lists;
  readonly ownGateway?: Lists;
  readonly out?: readonly string[];
  readonly toHost?: readonly string[];
  readonly fromHost?: readonly string[];
  readonly in?: readonly string[];
}

type File = { readonly [family in Family]: Measured } & {
  readonly engine: string;
  readonly names?: Lists;
};

const folder = join(import.meta.dirname, 'newest');
const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');
const cases = readdirSync(folder).flatMap((name) =>
  (['iptables', 'nftables'] as const).flatMap((backend) =>
    readdirSync(join(folder, name)).includes(`${backend}.json`) ? [{ name, backend }] : [],
  ),
);

/** Every fact that was measured in one family: what it is, what is said of it, and what was seen. */
function factsOf(reach: Reach, family: Family, measured: Measured) {
  const facts: { readonly what: string; readonly said: Tri; readonly seen: boolean }[] = [];
  const own = reach.family(family);
  const publishes = (name: string): boolean => (reach.facts.get(name)?.published.length ?? 0) > 0;
  const pairs = (lists: Lists | undefined, way: 'direct' | 'viaHost' | 'viaGateway'): void => {
    for (const [from, answering] of Object.entries(lists ?? {}))
      for (const to of reach.services) {
        if (to === from || (way !== 'direct' && !publishes(to))) continue;
        facts.push({ what: `${from} ${way} ${to}`, said: own[way](from, to), seen: answering.includes(to) });
      }
  };
  pairs(measured.direct, 'direct');
  pairs(measured.published, 'viaHost');
  pairs(measured.ownGateway, 'viaGateway');
  for (const name of reach.services) {
    const { egress, toHost, fromHost, fromOutside } = own.facts(name);
    const add = (what: string, said: Tri, list: readonly string[] | undefined): unknown =>
      list && facts.push({ what: `${name} ${what}`, said, seen: list.includes(name) });
    add('out', egress, measured.out);
    add('to host', toHost, measured.toHost);
    add('from host', fromHost, measured.fromHost);
    if (publishes(name)) add('from outside', fromOutside, measured.in);
  }
  return facts;
}

describe('what was measured on the newest Engine', () => {
  it.each(cases)('$name with $backend', ({ name, backend }) => {
    const file: File = JSON.parse(read(name, `${backend}.json`));
    const reach = reachOf(read(name, 'compose.yaml'), file.engine, {
      firewallBackend: backend,
      project: 'golden',
    });
    const facts = allFamilies.flatMap((family) =>
      factsOf(reach, family, file[family]).map((one) => ({ ...one, what: `${family} ${one.what}` })),
    );
    for (const [from, named] of Object.entries(file.names ?? {}))
      for (const to of reach.services)
        if (to !== from)
          facts.push({
            what: `${from} names ${to}`,
            said: reach.resolves(from, to),
            seen: named.includes(to),
          });
    expect(facts.length).toBeGreaterThan(7);
    expect(facts.filter(({ said, seen }) => said !== seen)).toEqual([]);
  });
});
