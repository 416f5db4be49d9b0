// The reach matrix as comma-separated values.

import { triAnswer } from '../../describe/tri.ts';
import { csvText } from '../../quote/csv-text.ts';
import { inboundReach, outboundReach } from '../../reach/degrees.ts';
import { preferredWayTo } from '../../reach/preferred-way.ts';
import type { Reach } from '../../reach/reach-model.ts';

/** Returns one cell of the CSV: `direct`, `host`, `gateway`, `unknown` or `no`, and `+name` when the name resolves. */
function cellText(reach: Reach, from: string, to: string): string {
  if (from === to) return '';
  const way = preferredWayTo(reach, from, to);
  const name = reach.resolves(from, to) === true ? '+name' : '';
  return `${way === 'none' ? 'no' : way}${name}`;
}

const degrees = ['internet', 'lan', 'host'] as const;

/**
 * Returns the matrix as comma-separated values: a row for each caller and a column for each target, in file order, with CRLF line ends. On
 * a known machine, six columns follow on how far each service gets out and is reached.
 */
export function reachCsv(reach: Reach): string {
  const further = reach.options.machine ? degrees : [];
  const head = [
    'from \\ to',
    ...reach.services,
    ...further.map((degree) => `out: ${degree}`),
    ...further.map((degree) => `in: ${degree}`),
  ];
  const rows: string[][] = [head];
  for (const from of reach.services) {
    const cells = reach.services.map((to) => cellText(reach, from, to));
    const facts = reach.facts.get(from);
    const ways = facts ? [outboundReach(facts), inboundReach(facts)] : [];
    const far = ways.flatMap((way) => further.map((degree) => triAnswer(way[degree])));
    rows.push([from, ...cells, ...far]);
  }
  return csvText(rows);
}
