// The needs that the intents of a project state: `must: web -> api` between services.

import {
  type IntentKind,
  type IntentStatement,
  readIntents,
  sidesOf,
} from '../compose/project/read/read-intents.ts';
import { topLevel } from '../compose/workspace/top-level.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { StatedNeed } from './needs.ts';

/** Returns the statements of all files with their kinds, as written. */
export function statedIntents(
  workspace: Pick<Workspace, 'files'>,
): readonly (IntentStatement & { readonly kind: IntentKind })[] {
  const { entries } = readIntents(topLevel(workspace, 'x-bulkhead'));
  return entries.flatMap(({ kind, statements }) => statements.map((statement) => ({ kind, ...statement })));
}

/** Returns the needs that `must` states between services, by the service with the need; a network or tier names no service. */
export function mustNeeds(workspace: Workspace): ReadonlyMap<string, readonly StatedNeed[]> {
  const { services } = workspace.topology;
  const found = new Map<string, StatedNeed[]>();
  for (const { from, to, at } of mustPairs(workspace)) {
    if (from === to || !services.has(from) || !services.has(to)) continue;
    const need: StatedNeed = { from, to, kind: 'must', name: to, port: null, certainty: 'certain', at };
    found.set(from, [...(found.get(from) ?? []), need]);
  }
  return found;
}

/** Returns the services that must connect to something beyond the host. */
export function outwardNeeds(workspace: Workspace): ReadonlySet<string> {
  const { services } = workspace.topology;
  const outward = mustPairs(workspace).filter(
    ({ from, to }) => services.has(from) && !services.has(to) && /^(?:outside|lan|internet)$/.test(to),
  );
  return new Set(outward.map(({ from }) => from));
}

function mustPairs(workspace: Workspace): readonly Pick<StatedNeed, 'from' | 'to' | 'at'>[] {
  return statedIntents(workspace).flatMap(({ kind, text, path: at }) => {
    if (kind !== 'must') return [];
    const [left = [], right = []] = sidesOf(kind, text).map((side) =>
      side.split(',').map((word) => word.trim().replace(/^service:/, '')),
    );
    return left.flatMap((from) => right.map((to) => ({ from, to, at })));
  });
}
