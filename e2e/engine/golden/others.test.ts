// Without any Engine: the analyzer still says of each file what was measured on a swarm and on Podman.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../src/core/compose/workspace/open-workspace.ts';
import { explain } from '../../../src/core/explain/explain.ts';
import type { Answer } from '../../../src/core/explain/explanation.ts';
import { optionsFor } from '../../../src/core/reach/testing/reach-of.ts';
import { analyze } from '../../../src/core/rules/all-rules.ts';

/** Who answers whom, by caller; and of whom a fact holds. Who is in no list was asked and did not answer. */
interface Measured {
  readonly direct: Lists;
  readonly names: Lists;
  readonly published: Lists;
  readonly out: readonly string[];
  readonly toHost: readonly string[];
  readonly fromHost: readonly string[];
  readonly in: readonly string[];
}

type Lists = { readonly [from: string]: readonly string[] };

const folder = join(import.meta.dirname, 'others');
const cases = readdirSync(folder).flatMap((name) =>
  readdirSync(join(folder, name))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ name, engine: file.replace('.json', '') })),
);

const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');

/** PD13: what is said of the addresses of the host that were asked, which is not the one that the host answers at alone. */
function elsewhere(answer: Answer): Answer {
  const text = answer.reasons.flatMap((one) => (one.rule === 'PD13' ? one.text : [])).join('; ');
  if (/\) alone\b/.test(text)) return { ...answer, verdict: false };
  return text.includes('perhaps at the other addresses') ? { ...answer, verdict: 'unknown' } : answer;
}

/** Every fact that was measured: what it is, what is said of it, and what was seen. */
function factsOf(name: string, engine: string) {
  const rootless = engine === 'podman-rootless';
  const options = optionsFor(rootless ? 'podman' : engine, { project: name, rootless });
  const { reach, topology } = analyze(openAlone(read(name, 'compose.yaml')), options);
  const measured: Measured = JSON.parse(read(name, `${engine}.json`));
  /** Only their own ports were asked. */
  const publishes = (service: string) => (topology.services.get(service)?.ports ?? []).length > 0;
  const facts: { what: string; said: unknown; seen: boolean; cites: readonly string[] }[] = [];
  for (const [from, answering] of Object.entries(measured.direct)) {
    for (const to of Object.keys(measured.direct)) {
      if (from === to) continue;
      const { direct, viaHost, resolves } = explain(topology, reach, from, to);
      const add = (kind: string, answer: typeof direct, seen: boolean) => {
        const cites = answer.reasons.map(({ rule }) => rule);
        facts.push({ what: `${from} ${kind} ${to}`, said: answer.verdict, seen, cites });
      };
      add('direct', elsewhere(direct), answering.includes(to));
      add('name', resolves, measured.names[from]?.includes(to) ?? false);
      if (publishes(to))
        add('published', elsewhere(viaHost), measured.published[from]?.includes(to) ?? false);
    }
    const own = reach.facts.get(from);
    for (const [key, said] of [
      ['out', own?.egress],
      ['toHost', own?.toHost],
      ['fromHost', own?.fromHost],
      ['in', own?.fromOutside],
    ] as const) {
      if (key === 'in' && !publishes(from)) continue;
      const place = key === 'toHost' ? explain(topology, reach, from, '@host') : null;
      const cites = place?.direct.reasons.map(({ rule }) => rule) ?? [];
      const answer = place ? elsewhere(place.direct).verdict : said;
      facts.push({ what: `${from} ${key}`, said: answer, seen: measured[key].includes(from), cites });
    }
  }
  return facts;
}

describe('files that were measured on Engines beside Docker’s', () => {
  it.each(cases)('$name on $engine', ({ name, engine }) => {
    const facts = factsOf(name, engine);
    expect(facts.length).toBeGreaterThan(20);
    const wrong = facts.filter(({ said, seen, cites }) => {
      if (said === seen) return false;
      // PD5: from start to start another network, and with it other addresses of the host.
      return said !== 'unknown' || !(cites.includes('PD5') || cites.includes('PD13'));
    });
    expect(wrong).toEqual([]);
  });

  it('says of nearly all that it is known', () => {
    const all = cases.flatMap(({ name, engine }) => factsOf(name, engine));
    const equal = all.filter(({ said, seen }) => said === seen);
    expect(all.length).toBeGreaterThan(1500);
    expect(equal.length / all.length).toBeGreaterThan(0.99);
    expect(all.filter(({ said }) => said === 'unknown').length).toBeLessThan(10);
  });
});
