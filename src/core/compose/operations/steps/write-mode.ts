// Writes a network mode where `network_mode` or `networks` of the service was written before.

import { type Result, refuse } from '../../../text/result.ts';
import { listTree, textTree } from '../../../yaml/make-tree.ts';
import { childOf, entriesOf, entryOf, itemsOf, scalarText } from '../../../yaml/tree.ts';
import type { Service } from '../../topology.ts';
import { change, type Draft } from './edit-entity.ts';
import { removeKey } from './service-keys.ts';

/** A network mode to set. `networks` holds at least one name. */
export type ModeSpec =
  | { readonly kind: 'none' }
  /** The host's network. `dropLinks`: links are removed, which the Engine refuses in host mode (A13). */
  | { readonly kind: 'host'; readonly dropLinks?: boolean }
  | { readonly kind: 'bridge' }
  /** The namespace of another service. `handOver`: keys that only its owner may have (A9) are moved to it. */
  | { readonly kind: 'service'; readonly of: string; readonly handOver?: boolean }
  | { readonly kind: 'networks'; readonly networks: readonly string[] };

/** Writes a mode in place of the present `network_mode` or `networks`. */
export function writeMode(draft: Draft, service: Service, wanted: ModeSpec): Result<Draft> {
  const networks = wanted.kind === 'networks';
  const value = networks
    ? inWrittenOrder(service, wanted.networks)
    : wanted.kind === 'service'
      ? `service:${wanted.of}`
      : wanted.kind;
  const [key, other] = networks ? ['networks', 'network_mode'] : ['network_mode', 'networks'];
  const isOwn = hasOwnKey(service, key);
  const replaced = hasOwnKey(service, other);
  if (!isOwn && replaced) {
    const renamed = change(draft, { do: 'rename', path: [...draft.path, other], key });
    if (!renamed.ok) return renamed;
    return change(renamed.value, { do: 'replace', path: [...draft.path, key], value });
  }
  const written = isOwn
    ? replaceOwn(draft, service, key, value)
    : change(draft, { do: 'add', path: draft.path, key, value });
  if (!written.ok) return written;
  const merged = entryOf(service.tree, other);
  if (!merged) return written;
  if (merged.merged === null) return removeKey(written.value, service, other);
  // A2: an empty list here overrides the networks of an anchor; a mode of an anchor cannot be overridden by an empty value.
  const holds = entriesOf(merged.value).length + itemsOf(merged.value).length > 0;
  if (networks) return refuse('merged-in', `the network_mode of ${service.name} comes from an anchor`);
  return holds ? change(written.value, { do: 'add', path: draft.path, key: 'networks', value: [] }) : written;
}

/** Returns the names in written order: names that stay in the list keep their places. */
function inWrittenOrder(service: Service, names: readonly string[]): readonly string[] {
  const entry = entryOf(service.tree, 'networks');
  if (entry?.merged !== null || entry.value.kind !== 'seq' || entry.value.flow) return names;
  const rest = itemsOf(entry.value)
    .flatMap((item) => scalarText(item) ?? [])
    .filter((name) => names.includes(name));
  return [...rest, ...names.filter((name) => !rest.includes(name))];
}

/** Replaces a value of the service; a list stays a list whose remaining items keep their places, quotes and comments. */
function replaceOwn(
  draft: Draft,
  service: Service,
  key: string,
  value: string | readonly string[],
): Result<Draft> {
  const path = [...draft.path, key];
  const old = childOf(service.tree, key);
  if (old?.kind === 'seq' && !old.flow && typeof value !== 'string')
    return change(draft, { do: 'rewrite', path, old, wanted: listTree(value.map(textTree)) });
  return change(draft, { do: 'replace', path, value });
}

function hasOwnKey(service: Service, key: string): boolean {
  const entry = entryOf(service.tree, key);
  return entry !== null && entry.merged === null;
}
