// Intents, and findings that are switched off, name services and networks: they follow when one is renamed.

import { type Edits, normalizeEdits } from '../../../text/edit.ts';
import { writtenText } from '../../../yaml/effective-node.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import { childOf, itemsOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { topLevelTree } from '../../read-fragments.ts';
import type { Topology } from '../../topology.ts';
import { renameEdits } from '../steps/rename-edits.ts';
import { statementsIn } from './intent-statements.ts';

/**
 * Edits of the whole file that put `to` where `x-bulkhead` says `name`. A service goes before a network of the same name;
 * `topology` is of the whole project.
 */
export function intentNameEdits(
  slice: Slice,
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
  to: string,
  topology: Topology,
): Edits {
  const bare = kind === 'service' || !topology.services.has(name);
  const renamed = (word: string): string => {
    if (word === name) return bare ? to : word;
    if (word === `${kind}:${name}`) return `${kind}:${to}`;
    // A port of `exposed`.
    const port = kind === 'service' && word.startsWith(`${name}:`) ? word.slice(name.length) : '';
    return /^:\d/.test(port) ? to + port : word;
  };
  const written = statementsIn(document).flatMap(
    ({ path }) => writtenText(slice, findNode(slice, path)?.node) ?? [],
  );
  const off = itemsOf(childOf(topLevelTree(document.fragments, 'x-bulkhead'), 'disable')).flatMap(
    (_, index) =>
      writtenText(slice, findNode(slice, ['x-bulkhead', 'disable', index, 'service'])?.node) ?? [],
  );
  const services = kind === 'service' ? renameEdits(slice, off, (text) => (text === name ? to : null)) : [];
  const statements = renameEdits(slice, written, (text) => text.replace(/[^\s,>]+(?<!-)|->/g, renamed));
  return normalizeEdits([...statements, ...services]);
}
