// Writing into a network's declaration, and declaring the project's `default` where nothing does yet (A6).

import type { Edits } from '../../../text/edit.ts';
import type { Result } from '../../../text/result.ts';
import type { Writable } from '../../../yaml/format-value.ts';
import type { ComposeDocument } from '../../document.ts';
import { declareNetwork } from '../steps/declare.ts';
import type { Draft } from '../steps/draft.ts';
import { editNetwork } from '../steps/edit-entity.ts';

/** Runs `work` on a declared network; an implicit one is declared with `key: value`. */
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
