// Several steps in a row, each planned on the trees that the ones before it left.

import { ok } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service } from '../../topology.ts';
import { updateDocument } from '../../update-document.ts';
import type { DocumentEdit, Planned } from '../document-edit.ts';
import { documentAfter } from './document-after.ts';
import { writeEdits } from './write-edits.ts';

/** Plans one step on the document that the earlier steps led to. */
export type Step = (document: ComposeDocument) => Planned;

/** Returns the changes of all steps together, or the first refusal. */
export function chain(document: ComposeDocument, steps: readonly Step[]): Planned {
  let current = document;
  const edits: DocumentEdit[] = [];
  for (const [at, step] of steps.entries()) {
    const planned = step(current);
    if (!planned.ok) return planned;
    edits.push(...planned.value);
    if (planned.value.length === 0 || at === steps.length - 1) continue;
    const after = documentAfter(current, planned.value);
    if (after) {
      current = after;
      continue;
    }
    // The text is the one before the first step.
    const written = writeEdits(document, edits);
    if (!written.ok) return written;
    current = updateDocument(document, written.value).document;
  }
  return ok(edits);
}

/** Returns a step that plans `edit` for each service, all on the same document. */
export function onEach(
  services: readonly Service[],
  edit: (document: ComposeDocument, service: Service) => Planned,
): Step {
  return (document) => {
    const edits: DocumentEdit[] = [];
    for (const service of services) {
      const planned = edit(document, service);
      if (!planned.ok) return planned;
      edits.push(...planned.value);
    }
    return ok(edits);
  };
}
