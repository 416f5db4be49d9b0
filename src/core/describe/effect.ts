// The effect of a change in a sentence or two: how many connections it opens and closes, and which of them are needed.

import { nameList } from '../compose/name-list.ts';
import { plural } from '../compose/numbers.ts';
import type { PairChange } from '../reach/diff/diff-connectivity.ts';

/** A pair of services, in the order of the connection. */
export interface Connection {
  readonly from: string;
  readonly to: string;
}

/** The connections that a change opens and closes, and those of them that a known need uses. */
export interface Effect {
  readonly opened: readonly PairChange[];
  readonly closed: readonly PairChange[];
  readonly met: readonly Connection[];
  readonly broken: readonly Connection[];
}

/** The most connections that are named where none of them is needed. */
const mostNamed = 3;

const keyOf = ({ from, to }: Connection): string => JSON.stringify(from < to ? [from, to] : [to, from]);

/** Returns the connections of changes, each once, whatever its direction and its way; names that resolve are none. */
export function connectionsOf(changes: readonly PairChange[]): readonly Connection[] {
  const distinct = new Map<string, Connection>();
  for (const change of changes)
    if (change.kind !== 'name' && !distinct.has(keyOf(change))) distinct.set(keyOf(change), change);
  return [...distinct.values()];
}

/** Returns the name at the other end of a connection of a changed service, or both ends of any other. */
function endsOf({ from, to }: Connection, changed: ReadonlySet<string>): string {
  if (changed.has(from) !== changed.has(to)) return changed.has(from) ? to : from;
  return `${from} and ${to}`;
}

/** True when the sentence of these changes names each of them, and says all that is known of it. */
export function namesEach(changes: readonly PairChange[], needs: readonly Connection[]): boolean {
  const connections = connectionsOf(changes);
  const needed = new Set(needs.map(keyOf));
  const used = connections.filter((each) => needed.has(keyOf(each))).length;
  const isPlain = changes.every(
    ({ kind, family }) => kind === 'name' || (kind === 'direct' && family === undefined),
  );
  return isPlain && connections.length <= mostNamed && (used === 0 || used === connections.length);
}

function countSentence(
  verb: string,
  changes: readonly PairChange[],
  needs: readonly Connection[],
  changed: ReadonlySet<string>,
): string | null {
  const connections = connectionsOf(changes);
  const count = connections.length;
  if (count === 0) return null;
  const needed = new Set(needs.map(keyOf));
  const used = connections.filter((each) => needed.has(keyOf(each)));
  const names = (each: readonly Connection[]) => nameList(each.map((one) => endsOf(one, changed)));
  const start = `${verb} ${plural(count, 'connection')}`;
  if (used.length === 0)
    return count > mostNamed
      ? `${start}, none with a known need.`
      : `${start} (${names(connections)}) without a known need.`;
  if (used.length === count)
    return `${start}${count === 1 ? ', which is needed' : ', all of them needed'} (${names(used)}).`;
  return `${start}: ${used.length} of them ${used.length === 1 ? 'is' : 'are'} needed (${names(used)}).`;
}

/**
 * Returns sentences such as `Closes 17 connections: 2 of them are needed (nginx, php-fpm).`, closings first where they break a need; empty
 * when no connection changes. `changed` are the services that the change is about: a connection of theirs is named after its other end.
 */
export function effectSentences(
  { opened, closed, met, broken }: Effect,
  changed: ReadonlySet<string>,
): readonly string[] {
  const closes = countSentence('Closes', closed, broken, changed);
  const opens = countSentence('Opens', opened, met, changed);
  const counted = new Set(connectionsOf(closed).map(keyOf));
  const elsewhere = new Map(
    broken.filter((need) => !counted.has(keyOf(need))).map((need) => [keyOf(need), need]),
  );
  const lost = [...elsewhere.values()].map(
    ({ from, to }) => `${from} no longer reaches ${to}, which it needs.`,
  );
  const first = broken.length > 0 ? [closes, ...lost.slice(0, 2), opens] : [opens, closes];
  return first.filter((sentence) => sentence !== null);
}
