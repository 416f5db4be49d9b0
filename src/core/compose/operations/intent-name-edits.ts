// Intents name services and networks: they follow when one is renamed.

import type { Edits } from '../../text/edit.ts';
import { writtenText } from '../../yaml/effective-node.ts';
import { findNode, type Slice } from '../../yaml/slice.ts';
import type { ComposeDocument } from '../document.ts';
import { statementsIn } from './intent-statements.ts';
import { renameEdits } from './rename-edits.ts';

/** Edits of the whole file that put `to` where an intent says `name`. A service goes before a network of the same name. */
export function intentNameEdits(
  slice: Slice,
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
  to: string,
): Edits {
  const bare = kind === 'service' || !document.topology.services.has(name);
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
  return renameEdits(slice, written, (text) => text.replace(/[^\s,>]+(?<!-)|->/g, renamed));
}
