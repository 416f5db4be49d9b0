// What changes for connections between two versions of a project. Compares rows of bits; only what changed becomes an object.

import { compareBytes } from '../compare-bytes.ts';
import type { Family, Reach } from '../reach/reach-model.ts';
import { pairChanges } from './pair-changes.ts';
import { wayChanges } from './way-changes.ts';

export interface PairChange {
  readonly from: string;
  readonly to: string;
  /** `direct`, `host` (through a published port) or `name` (resolution). */
  readonly kind: 'direct' | 'host' | 'name';
  /** The one family in which it opened or closed, where the two differ. */
  readonly family?: Family;
}

/** A fact of one service that changed. `way-in` carries the host port, or the host name that a proxy answers to (inferred). */
export interface WayChange {
  readonly service: string;
  readonly kind: 'way-in' | 'way-out' | 'to-host' | 'from-host';
  /** That it is open is possible, not certain. */
  readonly unsure?: true;
  /** For `way-in`: `hostIp:hostPort/protocol` or an item of `ports` that a variable keeps from being read, '' for an open service, `HOST through PROXY` for a proxied one; else ''. */
  readonly port: string;
  /** The one family in which it opened or closed, where the two differ. */
  readonly family?: Family;
}

export interface ConnectivityDiff {
  readonly opened: readonly PairChange[];
  readonly closed: readonly PairChange[];
  readonly waysOpened: readonly WayChange[];
  readonly waysClosed: readonly WayChange[];
  readonly servicesAdded: readonly string[];
  readonly servicesRemoved: readonly string[];
}

/**
 * Connections opened and closed from `before` to `after`; those of added services are opened, of removed ones closed. Not
 * known counts as possible: what was certainly shut and now may be open is opened, what may have been open and now is
 * certainly shut is closed, a change between possible and certain is none. Each family is compared by itself; what changes
 * alike in both is one change. All lists sorted by bytes.
 */
export function diffConnectivity(before: Reach, after: Reach): ConnectivityDiff {
  const apart = before.apart || after.apart;
  const ways = wayChanges(before, after, apart);
  const pairs = pairChanges(before, after, { apart, byFamily: apart || ways.onePortFamily });
  return {
    opened: pairs.opened,
    closed: pairs.closed,
    waysOpened: ways.opened,
    waysClosed: ways.closed,
    servicesAdded: missingIn(after, before),
    servicesRemoved: missingIn(before, after),
  };
}

function missingIn(one: Reach, other: Reach): readonly string[] {
  return one.services.filter((name) => !other.facts.has(name)).sort(compareBytes);
}
