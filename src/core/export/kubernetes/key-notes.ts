// Reports the keys of a service that are not translated, so that nothing is left out silently.

import type { ComposeKeys } from '../../compose/keys/key.ts';
import { serviceKeys } from '../../compose/keys/service-keys.ts';
import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { collectUnset } from '../../compose/project/values/interpolate.ts';
import { readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service } from '../../compose/topology.ts';
import { environmentOf } from '../../compose/workspace/seen-from.ts';
import { deref, entriesOf, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import type { Frame } from './kubernetes-frame.ts';

/** Reports the keys of a service that no other part reports. */
export function reportKeys(frame: Frame, service: Service): void {
  const environment = environmentOf(frame.workspace, service.name);
  reportBelow(frame, service, service.tree, [], serviceKeys, environment);
  reportUnset({ frame, service, environment, seen: new Set() }, service.tree, []);
}

function reportBelow(
  frame: Frame,
  service: Service,
  tree: Tree,
  path: Path,
  keys: ComposeKeys,
  environment: ReadonlyMap<string, string>,
): void {
  for (const { key, value } of fieldsOf(tree).values()) {
    if (key.startsWith('x-') || isEmptyValue(value, environment)) continue;
    const here = [...path, key];
    const row = keys.get(key);
    if (row?.kubernetes === undefined) {
      frame.report.say('lost', 'unknown-key', service, here, 'unknown here, so it is left out');
    } else if (row.kubernetes !== null) {
      const [list, reason] = row.kubernetes;
      frame.report.say(list, list === 'kept' ? 'no-effect' : 'ignored-key', service, here, reason);
    } else if (row.below && hasOutcomes(row.below)) {
      reportBelow(frame, service, value, here, row.below, environment);
    }
  }
}

function hasOutcomes(keys: ComposeKeys): boolean {
  return [...keys.values()].some(({ kubernetes }) => kubernetes !== undefined);
}

/** True when a value is empty, null or false, which equals absence. */
function isEmptyValue(tree: Tree, environment: ReadonlyMap<string, string>): boolean {
  const node = deref(tree);
  if (node === null) return true;
  if (node.kind === 'map') return node.entries.length === 0;
  if (node.kind === 'seq') return node.items.length === 0;
  return (scalarText(node) ?? '') === '' || readTri(node, environment, false) === false;
}

/** Keys whose texts do not get into a manifest. */
const unread: ReadonlySet<string> = new Set(['build', 'develop', 'profiles']);

interface UnsetSearch {
  readonly frame: Frame;
  readonly service: Service;
  readonly environment: ReadonlyMap<string, string>;
  /** Nodes already visited, since anchors may be shared many times. */
  readonly seen: Set<Tree>;
}

/** Reports variables without a value, which are empty as in Compose. */
function reportUnset(search: UnsetSearch, tree: Tree, path: Path): void {
  const { frame, service, environment, seen } = search;
  const node = deref(tree);
  if (node === null || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'map') {
    for (const { key, value } of entriesOf(node)) {
      if (!key.startsWith('x-') && !unread.has(key)) reportUnset(search, value, [...path, key]);
    }
  } else if (node.kind === 'seq') {
    for (const [index, item] of itemsOf(node).entries()) reportUnset(search, item, [...path, index]);
  } else {
    const names = collectUnset(node, environment);
    if (names.length === 0) return;
    const [has, it] = names.length === 1 ? ['has', 'it'] : ['have', 'them'];
    const message = `${names.join(', ')} ${has} no value here and is read as empty: set ${it} in the environment, or in a file of --env-file`;
    frame.report.say('lost', 'unset-variable', service, path, message);
  }
}
