// CN822. Owns: rules of a known machine that allow traffic which Docker blocks by the file. Traffic to published ports
// is CN821.

import { nameList } from '../compose/name-list.ts';
import type { Rule } from '../findings/finding.ts';
import { machineReachOf } from '../machine/machine-model.ts';
import { hopBetween } from '../reach/document-paths.ts';
import { internetPlace, lanPlace, placeTitle } from '../reach/places.ts';
import { allFamilies, type Family, type Reach, type Way } from '../reach/reach-model.ts';
import { triBit } from '../reach/rows/tri-row.ts';

interface Opened {
  readonly from: string;
  readonly to: string;
}

/** The number of connections that a finding shows; the others are counted. */
const maxShown = 3;

export const rule: Rule = {
  id: 'CN822',
  slug: 'firewall-opens',
  title: 'A rule of the machine opens what the file keeps apart',
  why: "DOCKER-USER comes before Docker's own chains, so an ACCEPT there does more than skip the remaining rules of the chain: the packet also bypasses the isolation of networks. Traffic that should pass needs RETURN, or a condition that matches it alone.",
  severity: 'error',
  source: 'semantics M4 (measured)',
  *check({ topology, reach, checked }) {
    const known = machineReachOf(reach);
    if (!known) return;
    const { plain } = known;
    const byRule = new Map<string, Opened[]>();
    const add = (because: string | null, opened: Opened): void => {
      if (because === null) return;
      const list = byRule.get(because) ?? [];
      byRule.set(because, list);
      if (!list.some(({ from, to }) => from === opened.from && to === opened.to)) list.push(opened);
    };
    for (const family of allFamilies) {
      const judged = known.families[family]?.judged;
      if (!judged) continue;
      for (const from of checked.keys()) {
        for (const way of ['direct', 'viaHost'] as const)
          for (const to of newlyReached(reach, plain, family, way, from))
            add(judged(way, from, to).because, { from, to });
        const [was, is] = [plain.family(family).facts(from), reach.family(family).facts(from)];
        if (was.egress === false && is.out?.internet === true)
          add(judged('direct', from, internetPlace).because, { from, to: internetPlace });
        if (was.fromWire === false && is.fromLan === true)
          add(judged('direct', lanPlace, from).because, { from: lanPlace, to: from });
      }
    }
    for (const [rule, opened] of byRule) {
      const [first] = opened;
      if (!first) continue;
      const words = opened
        .slice(0, maxShown)
        .map(({ from, to }) => `${placeTitle(from)} reach ${placeTitle(to)}`);
      const more = opened.length > maxShown ? ` (and ${opened.length - maxShown} more)` : '';
      const service = checked.has(first.from) ? first.from : first.to;
      const hops = opened
        .slice(0, maxShown)
        .filter(({ from, to }) => reach.facts.has(from) && reach.facts.has(to))
        .map(({ from, to }) => hopBetween(topology, reach, from, to));
      yield {
        subjects: [...new Set(opened.flatMap(({ from, to }) => [from, to]))].filter((name) =>
          reach.facts.has(name),
        ),
        message: `The rule ${rule} lets ${nameList(words)}${more}, which the file keeps apart. Write RETURN instead of ACCEPT, or a narrower condition.`,
        at: ['services', service],
        path: hops,
        evidence: [rule, ...opened.map(({ from, to }) => `${from} -> ${to}`)],
        parts: opened.map(({ from, to }) => ['CN822', rule, from, to]),
      };
    }
  },
};

function newlyReached(reach: Reach, plain: Reach, family: Family, way: Way, from: string): readonly string[] {
  const [was, is] = [plain.family(family).row(way, from), reach.family(family).row(way, from)];
  return reach.services.filter(
    (to, index) => to !== from && triBit(is, index) === true && triBit(was, index) === false,
  );
}
