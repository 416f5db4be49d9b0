// The reach matrix as comma-separated values.

import type { Tri } from '../../compose/topology.ts';
import { outOf } from '../../reach/degrees.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { csvText } from '../csv.ts';

/** One cell of the CSV: `direct`, `host`, `unknown` or `no`, and `+name` where the name resolves. */
function cellText(reach: Reach, from: string, to: string): string {
  if (from === to) return '';
  const direct = reach.direct(from, to);
  const host = reach.viaHost(from, to);
  const name = reach.resolves(from, to) === true ? '+name' : '';
  if (direct === true) return `direct${name}`;
  if (host === true) return `host${name}`;
  return direct === 'unknown' || host === 'unknown' ? `unknown${name}` : `no${name}`;
}

const degrees = ['internet', 'lan', 'host'] as const;

/**
 * The matrix as comma-separated values: a row for each caller, a column for each target, in file order; lines end with CRLF. On a known
 * machine three columns follow: how far each gets out.
 */
export function reachCsv(reach: Reach): string {
  const further = reach.options.machine ? degrees : [];
  const head = ['from \\ to', ...reach.services, ...further.map((degree) => `out: ${degree}`)];
  const rows: string[][] = [head];
  for (const from of reach.services) {
    const cells = reach.services.map((to) => cellText(reach, from, to));
    const facts = reach.facts.get(from);
    const out = further.map((degree) => (facts ? triText(outOf(facts)[degree]) : ''));
    rows.push([from, ...cells, ...out]);
  }
  return csvText(rows);
}

function triText(value: Tri): string {
  return value === 'unknown' ? value : value ? 'yes' : 'no';
}
