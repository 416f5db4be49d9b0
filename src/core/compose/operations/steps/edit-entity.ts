// Changing one service or network, in steps.

import { suggestionFor } from '../../../text/closest-word.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { hasOwnComments } from '../../../yaml/own-comments.ts';
import type { TreeEdit } from '../../../yaml/tree-edit.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import type { Network, Service } from '../../topology.ts';
import { isAnchorView } from '../anchors/shared-key.ts';
import type { DocumentEdit, Planned } from '../document-edit.ts';

/** Returns the service with a name; refused (`unknown-service`) where the file has none. */
export function serviceOf(document: ComposeDocument, name: string): Result<Service> {
  const service = document.topology.services.get(name);
  if (service) return ok(service);
  const meant = suggestionFor(name, document.topology.services.keys());
  return refuse('unknown-service', `there is no service "${name}"${meant}`);
}

/** Returns the network with a name, including the implicit default; refused (`unknown-network`) where the file declares none. */
export function networkOf(document: ComposeDocument, name: string): Result<Network> {
  const network = document.topology.networks.get(name);
  if (network && network.origin !== 'undeclared' && network.origin !== 'by-mode') return ok(network);
  const meant = suggestionFor(name, document.topology.networks.keys());
  return refuse('unknown-network', `there is no network "${name}"${meant}`);
}

/** The changes of one service or network so far; `path` leads to it. */
export interface Draft {
  readonly path: readonly string[];
  readonly edits: readonly DocumentEdit[];
  /** True for a key with comments of its own in the text, which stay when its list is empty. */
  readonly isCommented: (key: string) => boolean;
}

/** Returns the draft with one more change. */
export function change(
  draft: Draft,
  edit: TreeEdit | Extract<DocumentEdit, { do: 'rewrite' }>,
): Result<Draft> {
  return ok({ ...draft, edits: [...draft.edits, edit] });
}

/** Plans changes of one service. */
export function editService(
  document: ComposeDocument,
  name: string,
  work: (draft: Draft, service: Service) => Result<Draft>,
): Planned {
  const service = serviceOf(document, name);
  if (!service.ok) return service;
  return editEntity(document, 'service', name, (draft) => work(draft, service.value));
}

/** Plans changes of one declared network. */
export function editNetwork(
  document: ComposeDocument,
  name: string,
  work: (draft: Draft, network: Network) => Result<Draft>,
): Planned {
  const network = networkOf(document, name);
  if (!network.ok) return network;
  return editEntity(document, 'network', name, (draft) => work(draft, network.value));
}

function editEntity(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
  work: (draft: Draft) => Result<Draft>,
): Planned {
  const place = entityFragment(document, kind, name);
  if (!place) return refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
  const { tree } = place.fragment;
  if (tree?.kind === 'alias' && !isAnchorView(document))
    return refuse('alias-shared', `${kind} "${name}" is written as *${tree.name}, which others share`);
  const { fragment, from } = place;
  const isCommented = (key: string): boolean =>
    hasOwnComments(document.text.slice(from, from + fragment.length), key);
  const done = work({ path: [`${kind}s`, name], edits: [], isCommented });
  return done.ok ? ok(done.value.edits) : done;
}

/** Plans changes of a declared network; an implicit one (the undeclared `default`, A6) is declared with `key: value`. */
export function setNetworkKey(
  document: ComposeDocument,
  name: string,
  key: string,
  value: Writable,
  work: (draft: Draft) => Result<Draft>,
): Planned {
  if (document.topology.networks.get(name)?.origin === 'implicit')
    return ok([{ do: 'declare', section: 'networks', name, value: { [key]: value } }]);
  return editNetwork(document, name, work);
}
