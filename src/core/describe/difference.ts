// What opens and closes between two versions of a project, in words: as sentences for reports, and as arrows for pictures.

import { nameList } from '../compose/name-list.ts';
import type { PairChange } from '../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../reach/diff/way-changes.ts';
import { familyNames } from '../reach/families.ts';
import { hostPlace, outsidePlace } from '../reach/places.ts';
import type { Family } from '../reach/reach-model.ts';

/** Connections of one kind that opened or closed together, between services or places. */
export interface ChangedConnection {
  readonly kind: PairChange['kind'] | WayChange['kind'];
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The port, as in `WayChange`. */
  readonly port?: string;
  readonly unsure?: boolean;
  /** The alias, as in `PairChange`. */
  readonly alias?: string;
  readonly family?: Family;
  /** The addresses, as in `PairChange`. */
  readonly at?: readonly string[];
}

/** Returns the changed connection; `to` lists the targets of several changes that differ in nothing else. */
export function changedConnection(change: PairChange | WayChange, to?: readonly string[]): ChangedConnection {
  if ('to' in change) return { ...change, from: [change.from], to: to ?? [change.to] };
  const { service, kind } = change;
  switch (kind) {
    case 'way-in':
      return { ...change, from: [change.from ?? outsidePlace], to: [service] };
    case 'way-out':
      return { ...change, from: [service], to: [outsidePlace] };
    case 'to-host':
      return { ...change, from: [service], to: [hostPlace] };
    case 'from-host':
      return { ...change, from: [hostPlace], to: [service] };
  }
}

/**
 * Returns the changes with those joined that differ in one end alone. All that leave a machine look alike to another one (FL2), so that there
 * askers stand together, and elsewhere targets.
 */
export function joinedChanges(pairs: readonly PairChange[]): readonly ChangedConnection[] {
  const joined = new Map<
    string,
    { readonly change: PairChange; readonly askers: Set<string>; readonly targets: string[] }
  >();
  for (const change of pairs) {
    const { kind, family, from, to, at = [] } = change;
    const isMachine = kind === 'machine';
    const key = JSON.stringify(isMachine ? [kind, to, at] : [kind, family, from]);
    const line = joined.get(key) ?? { change, askers: new Set([from]), targets: [] };
    joined.set(key, line);
    line.askers.add(from);
    if (!isMachine || line.targets.length === 0) line.targets.push(to);
  }
  return [...joined.values()].map(({ change, askers, targets }) => ({
    ...changedConnection(change, targets),
    from: [...askers],
  }));
}

/** The way in which an output writes names from files, and its word for name resolution. */
export interface ChangeStyle {
  code(name: string): string;
  readonly resolves?: string;
}

const plain: ChangeStyle = { code: (name) => name };

/** Returns a sentence such as `web reaches db through a published port over IPv6`. */
export function changeSentence(
  connection: ChangedConnection,
  { code, resolves = 'resolves' }: ChangeStyle = plain,
): string {
  const { kind, from, to, port = '', unsure = false, alias, at = [] } = connection;
  const side = (name: string) =>
    name === outsidePlace ? 'outside' : name === hostPlace ? 'the host' : code(name);
  const subject = nameList(from.map(side));
  const object = nameList(to.map(side));
  const verb = (single: string, plural: string): string =>
    unsure ? `may ${plural}` : from.length > 1 ? plural : single;
  const over = familySuffix(connection);
  switch (kind) {
    case 'name':
      return `${subject} ${verb(resolves, 'resolve')} ${object}${alias === undefined ? '' : ` as ${code(alias)}`}${over}`;
    case 'way-out':
      return `${subject} ${verb('has', 'have')} a way out${over}`;
    case 'host':
      return `${subject} ${verb('reaches', 'reach')} ${object} through a published port${over}`;
    case 'gateway':
      return `${subject} ${verb('reaches', 'reach')} ${object} through a published port, at ${from.length > 1 ? 'their own gateways' : 'its own gateway'}${over}`;
    case 'machine':
      return `${subject} ${verb('reaches', 'reach')} ${object}${at.length === 0 ? '' : ` at ${nameList(at.map(code))}`}`;
    case 'direct':
    case 'way-in':
    case 'to-host':
    case 'from-host':
      return `${subject} ${verb('reaches', 'reach')} ${object}${port === '' ? '' : ` at ${code(port)}`}${over}`;
  }
}

/** A change, with true when the opposite direction changed in the same way. */
export interface PairedChange {
  readonly change: PairChange;
  readonly both: boolean;
}

/** Returns the changes in order, with opposite directions joined into one. */
export function pairedChanges(changes: readonly PairChange[]): readonly PairedChange[] {
  const key = ({ from, to, kind, family, alias }: PairChange) =>
    JSON.stringify([from, to, kind, family, alias]);
  const all = new Set(changes.map(key));
  const listed = new Set<string>();
  return changes.flatMap((change) => {
    const back = key({ ...change, from: change.to, to: change.from });
    if (listed.has(back)) return [];
    listed.add(key(change));
    return [{ change, both: all.has(back) }];
  });
}

/** Returns a change as an arrow, such as `web → db over IPv6` or `web ↔ db`; `how` precedes the family. */
export function pairArrow({ change, both }: PairedChange, how = ''): string {
  const alias = change.alias === undefined ? '' : ` as ${change.alias}`;
  return `${change.from} ${both ? '↔' : '→'} ${change.to}${how}${alias}${familySuffix(change)}`;
}

/** The way in which a picture writes a way in or out: its port, '' for every port, and the word for the outside. */
export interface ArrowStyle {
  port(port: string): string;
  readonly outside: string;
}

/** The style of the page: the port behind its *at*. */
const spoken: ArrowStyle = { port: (port) => (port === '' ? '' : ` at ${port}`), outside: 'outside' };

/** Returns a change as an arrow, such as `Outside → db at 0.0.0.0:443/tcp over IPv6` or `db → outside`. */
export function wayArrow(way: WayChange, { port, outside }: ArrowStyle = spoken): string {
  const { service, kind } = way;
  const over = familySuffix(way);
  switch (kind) {
    case 'way-in': {
      const isLoopback = /^(127\.|\[?::1)/.test(way.port);
      return `${isLoopback ? 'Host' : 'Outside'} → ${service}${port(way.port)}${over}`;
    }
    case 'way-out':
      return `${service} → ${outside}${over}`;
    case 'to-host':
      return `${service} → host${over}`;
    case 'from-host':
      return `host → ${service}${over}`;
  }
}

/**
 * Returns the family of a change for the end of its text, such as ` over IPv6`; '' for a change in both families, or when the port's
 * address shows the family.
 */
export function familySuffix({
  family,
  port = '',
}: {
  readonly family?: Family;
  readonly port?: string;
}): string {
  if (family === undefined || (port !== '' && !port.startsWith('0.0.0.0:'))) return '';
  return ` over ${familyNames[family]}`;
}
