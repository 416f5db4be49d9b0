// Editing one service or network: its part of the text is a draft that an operation changes in steps; the edits of all steps are
// returned as one change of the whole text.

import { meantWord } from '../../../text/closest-word.ts';
import { applyEdits, composeEdits, type Edits, shiftEdits } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { type FileStyle, fileStyle } from '../../../yaml/file-style.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import { parseSlice, type Slice } from '../../../yaml/slice.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import type { Network, Service } from '../../topology.ts';
import { isAnchorView } from '../anchors/shared-key.ts';
import { declareNetwork } from './whole-file.ts';

/** The service of that name; refused (`unknown-service`) where the file has none. */
export function serviceOf(document: ComposeDocument, name: string): Result<Service> {
  const service = document.topology.services.get(name);
  if (service) return ok(service);
  const meant = meantWord(name, document.topology.services.keys());
  return refuse('unknown-service', `there is no service "${name}"${meant}`);
}

/** The network of that name, the implicit default included; refused (`unknown-network`) where nothing declares it. */
export function networkOf(document: ComposeDocument, name: string): Result<Network> {
  const network = document.topology.networks.get(name);
  if (network && network.origin !== 'undeclared' && network.origin !== 'by-mode') return ok(network);
  const meant = meantWord(name, document.topology.networks.keys());
  return refuse('unknown-network', `there is no network "${name}"${meant}`);
}

/** Runs `work` on the draft of one service and returns its edits as edits of the whole text. */
export function editService(
  document: ComposeDocument,
  name: string,
  work: (draft: Draft, service: Service) => Result<Draft>,
): Result<Edits> {
  const service = serviceOf(document, name);
  if (!service.ok) return service;
  return editEntity(document, 'service', name, (draft) => work(draft, service.value));
}

/** Runs `work` on the draft of one declared network. */
export function editNetwork(
  document: ComposeDocument,
  name: string,
  work: (draft: Draft, network: Network) => Result<Draft>,
): Result<Edits> {
  const network = networkOf(document, name);
  if (!network.ok) return network;
  return editEntity(document, 'network', name, (draft) => work(draft, network.value));
}

function editEntity(
  document: ComposeDocument,
  kind: 'service' | 'network',
  name: string,
  work: (draft: Draft) => Result<Draft>,
): Result<Edits> {
  const place = entityFragment(document, kind, name);
  if (!place) return refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
  const { fragment, from } = place;
  if (fragment.tree?.kind === 'alias' && !isAnchorView(document)) {
    return refuse(
      'alias-shared',
      `${kind} "${name}" is written as *${fragment.tree.name}, which others share`,
    );
  }
  const style = fileStyle(document.text);
  const through = isAnchorView(document);
  const alone = fragment.alone && !through;
  const draft: Draft = alone
    ? { text: document.text.slice(from, from + fragment.length), path: [name], edits: [], style, through }
    : { text: document.text, path: [`${kind}s`, name], edits: [], style, through };
  const done = work(draft);
  return done.ok ? ok(shiftEdits(done.value.edits, alone ? from : 0)) : done;
}

/** A part of the text under edit; `path` leads from the root of `text` to what is edited. */
export interface Draft {
  readonly text: string;
  readonly path: readonly string[];
  readonly edits: Edits;
  readonly style: FileStyle;
  /** Whether nodes are found through aliases and merge keys, so that the anchor is changed. */
  readonly through: boolean;
}

/** The draft after one more edit, planned on its present text. */
export function change(draft: Draft, plan: (slice: Slice) => Result<Edits>): Result<Draft> {
  const slice = parseSlice(draft.text, draft.style);
  if (!slice) return refuse('has-errors', 'the text has errors; mend them first');
  const planned = plan({ ...slice, through: draft.through });
  if (!planned.ok) return planned;
  const edits = planned.value;
  if (edits.length === 0) return ok(draft);
  const text = applyEdits(draft.text, edits);
  return ok({ ...draft, text, edits: composeEdits(draft.edits, edits) });
}

/** Runs `work` on a declared network; an implicit one (the `default` that nothing declares, A6) is declared with `key: value`. */
export function setNetworkKey(
  document: ComposeDocument,
  name: string,
  key: string,
  value: Writable,
  work: (draft: Draft) => Result<Draft>,
): Result<Edits> {
  if (document.topology.networks.get(name)?.origin === 'implicit') {
    return declareNetwork(document, name, { [key]: value });
  }
  return editNetwork(document, name, work);
}
