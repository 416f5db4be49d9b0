// A finding that ends because something worse holds now: who was reached through the host is reached directly.

import type { Reach } from '../reach/reach-model.ts';
import type { Finding } from './finding.ts';

/** Returns why a finding that a change ended is not mended by it, as a sentence without its full stop; null for one that is mended. */
export function supersededBy(
  { path }: Pick<Finding, 'path'>,
  after: Pick<Reach, 'direct' | 'facts'>,
): string | null {
  const [first, ...others] = path;
  if (first === undefined || path.some(({ network }) => network !== null)) return null;
  const isDirect = path.every(
    ({ from, to }) => after.facts.has(from) && after.facts.has(to) && after.direct(from, to) === true,
  );
  if (!isDirect) return null;
  const more = others.length === 0 ? '' : `, and ${others.length} more do`;
  return `${first.from} reaches ${first.to} directly now${more}`;
}
