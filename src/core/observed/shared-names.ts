// How a record calls an end that is one of several: `app|sidecar`, which share a namespace and left nothing that tells them apart.

import { compareBytes } from '../text/compare-bytes.ts';

/** The name of Docker's resolver in a record; it forwards queries from the namespace of the container that sent them. */
export const resolverName = 'docker-resolver';

/** Returns the recorded name of an end that is one of `names`; null when there are none. */
export function joinedEnds(names: readonly string[]): string | null {
  return names.length === 0 ? null : [...new Set(names)].sort(compareBytes).join('|');
}

/** The largest number of alternatives for one end. A record is untrusted text, and an end with more alternatives is unknown. */
const maxEnds = 64;

/** Returns the names that an end of a record may stand for. */
export function possibleEnds(name: string): readonly string[] {
  const ends = name.split('|', maxEnds + 1);
  return ends.length > maxEnds ? [name] : ends;
}

/** Returns an end of a record in words, such as `app or sidecar`. */
export function endText(name: string): string {
  return possibleEnds(name).join(' or ');
}

/** Yields a connection with each possible pair of ends; just one pair when both are known. */
export function possibleConnections<Seen extends { readonly from: string; readonly to: string }>(
  connection: Seen,
): readonly Seen[] {
  const { from, to } = connection;
  if (!from.includes('|') && !to.includes('|')) return [connection];
  return possibleEnds(from).flatMap((asker) =>
    possibleEnds(to).flatMap((asked) => (asker === asked ? [] : [{ ...connection, from: asker, to: asked }])),
  );
}
