// How a record calls an end that is one of several: `app|sidecar`, which share a namespace and left nothing that tells them apart.

import { compareBytes } from '../text/compare-bytes.ts';

/** How a record calls Docker's own resolver, which asks the resolvers outside from the namespace of the container that asked it. */
export const resolverName = 'docker-resolver';

/** The name of an end that is one of `names`; null for none. */
export function oneOf(names: readonly string[]): string | null {
  return names.length === 0 ? null : [...new Set(names)].sort(compareBytes).join('|');
}

/** A record is somebody's text: an end that is one of more than these is nobody who is known. */
const mostEnds = 64;

/** Those that an end of a record may have been. */
export function possibleEnds(name: string): readonly string[] {
  const ends = name.split('|', mostEnds + 1);
  return ends.length > mostEnds ? [name] : ends;
}

/** An end of a record for people: `app or sidecar`. */
export function endText(name: string): string {
  return possibleEnds(name).join(' or ');
}

/** A connection of a record with each pair of ends that it may have had; one alone where both are known. */
export function possibleConnections<Seen extends { readonly from: string; readonly to: string }>(
  connection: Seen,
): readonly Seen[] {
  const { from, to } = connection;
  if (!from.includes('|') && !to.includes('|')) return [connection];
  return possibleEnds(from).flatMap((asker) =>
    possibleEnds(to).flatMap((asked) => (asker === asked ? [] : [{ ...connection, from: asker, to: asked }])),
  );
}
