// What the page does not need for its first picture: planning edits, previews, rules. It is fetched later (`load-parts.ts`)
// and held here, so that whoever needs it may ask at once; until then it is null.

import type { findingParts } from '../core/analysis/find-findings.ts';
import type { checkIntents } from '../core/analysis/intents/check-intents.ts';
import type { FindFindings } from '../core/analysis/judge-with.ts';
import type { previewOperations } from '../core/session/preview.ts';
import type { step } from '../core/session/step.ts';

export interface LateParts {
  readonly step: typeof step;
  readonly previewOperations: typeof previewOperations;
  readonly findFindings: FindFindings;
  readonly findingParts: typeof findingParts;
  readonly checkIntents: typeof checkIntents;
}

let held: LateParts | null = null;

/** The parts, once they were fetched. */
export function heldParts(): LateParts | null {
  return held;
}

/** Puts the parts in place for good. */
export function holdParts(parts: LateParts): void {
  held = parts;
}
