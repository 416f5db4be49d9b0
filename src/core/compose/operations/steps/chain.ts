// Several edits in a row, each planned on the result of the one before, as one change of the text.

import { composeEdits, type Edits, type TextEdit } from '../../../text/edit.ts';
import { ok, type Result } from '../../../text/result.ts';
import type { ComposeDocument } from '../../document.ts';
import type { Service } from '../../topology.ts';
import { updateDocument } from '../../update-document.ts';

/** Plans one edit of a document. */
export type Step = (document: ComposeDocument) => Result<Edits>;

/** The edits of all steps together; the first refusal ends it. */
export function chain(document: ComposeDocument, steps: readonly Step[]): Result<Edits> {
  let current = document;
  let edits: Edits = [];
  let last: Edits = [];
  for (const step of steps) {
    if (last.length > 0) current = updateDocument(current, last).document;
    const planned = step(current);
    if (!planned.ok) return planned;
    last = planned.value;
    if (last.length > 0) edits = composeEdits(edits, last);
  }
  return ok(edits);
}

/**
 * One step of a chain, made of steps that each edit another service. They are planned on the same document, as
 * hundreds of services would else be hundreds of documents; one after the other where two of them edit the same
 * place, as in an anchor that services share.
 */
export function onEach(
  services: readonly Service[],
  edit: (document: ComposeDocument, service: Service) => Result<Edits>,
): Step {
  const steps = services.map(
    (service): Step =>
      (document) =>
        edit(document, service),
  );
  return (document) => {
    const planned: TextEdit[] = [];
    for (const step of steps) {
      const edits = step(document);
      if (!edits.ok) return edits;
      planned.push(...edits.value);
    }
    const sorted = planned.toSorted((a, b) => a.from - b.from);
    const meet = sorted.some((edit, i) => i > 0 && edit.from <= (sorted[i - 1] as TextEdit).to);
    return meet ? chain(document, steps) : ok(sorted);
  };
}
