// What a person means to do, as data: used by the canvas, the inspector, fixes and the command line. `operation-text.ts` writes and
// reads its command-line form, `plan-operations.ts` makes text edits of it.

import type { PlainOperation } from './registry.ts';

/**
 * What the refusals `merged-in` and `alias-shared` offer: the operation on the service's own copy (`own`), or on the anchor
 * (`at-anchor`).
 */
export type SharedOperation =
  | { readonly type: 'own'; readonly service: string; readonly inner: PlainOperation }
  | { readonly type: 'at-anchor'; readonly service: string; readonly inner: PlainOperation };

export type Operation = PlainOperation | SharedOperation;
