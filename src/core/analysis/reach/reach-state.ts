// All that a computed reach rests on: the base, and per kind of row what its rows share and the rows made so far. Rows are made
// when first asked for, and so are facts.

import type { ServiceFacts } from '../reach-model.ts';
import { type DirectGround, directGround, directRow } from './direct-rows.ts';
import { type HostGround, hostGround, hostRow } from './host-rows.ts';
import { itemAt } from './item-at.ts';
import { type NameGround, nameGround, nameRow } from './name-rows.ts';
import type { ReachBase } from './reach-base.ts';
import type { Namespace } from './resolve-namespaces.ts';
import { serviceFacts } from './service-facts.ts';
import type { TriRow } from './tri-row.ts';

/** Rows by namespace index; shared by all who live in one namespace. */
export interface Rows<Ground> {
  ground: Ground | null;
  readonly made: (TriRow | undefined)[];
}

export interface ReachState {
  readonly base: ReachBase;
  /** Active services in file order. */
  readonly names: readonly string[];
  /** By service; null until somebody asks. */
  facts: ReadonlyMap<string, ServiceFacts> | null;
  readonly direct: Rows<DirectGround>;
  readonly viaHost: Rows<HostGround>;
  readonly resolves: Rows<NameGround>;
}

export type RowKind = 'direct' | 'viaHost' | 'resolves';

/** The facts of all services, made now if they are not there. */
export function factsOf(state: ReachState): ReadonlyMap<string, ServiceFacts> {
  if (state.facts) return state.facts;
  const { base } = state;
  const facts = new Map<string, ServiceFacts>();
  base.services.forEach((service, index) => {
    facts.set(service.name, serviceFacts(service, itemAt(base.namespaceOf, index), base));
  });
  state.facts = facts;
  return facts;
}

/** Rows of which none is made. */
export function noRows<Ground>(): Rows<Ground> {
  return { ground: null, made: [] };
}

/** The row of `namespace`, made now if it is not there. */
export function rowOf(state: ReachState, kind: RowKind, namespace: Namespace): TriRow {
  const { made } = state[kind];
  const known = made[namespace.index];
  if (known) return known;
  const row = makeRow(state, kind, namespace);
  made[namespace.index] = row;
  return row;
}

function makeRow({ base, direct, viaHost, resolves }: ReachState, kind: RowKind, of: Namespace): TriRow {
  switch (kind) {
    case 'direct':
      direct.ground ??= directGround(base);
      return directRow(base, direct.ground, of);
    case 'viaHost':
      viaHost.ground ??= hostGround(base);
      return hostRow(base, viaHost.ground, of);
    case 'resolves':
      resolves.ground ??= nameGround(base);
      return nameRow(base, resolves.ground, of);
  }
}
