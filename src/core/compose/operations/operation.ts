// What a person means to do, as data. The canvas, the inspector, quick fixes and the command line all speak it;
// `operation-text.ts` writes and reads its command-line form, `plan-operation.ts` turns it into text edits.

import type { OperationOfKind } from './operation-kind.ts';
import type { operationKinds } from './registry.ts';

/** What a person means to do with a service, a network or the intents: one of the kinds in the registry. */
export type PlainOperation = OperationOfKind<(typeof operationKinds)[number]>;

/** Answers `merged-in` and `alias-shared`: the operation on a copy of the service's own, or on the anchor itself. */
export type SharedOperation =
  | { readonly type: 'own'; readonly service: string; readonly inner: PlainOperation }
  | { readonly type: 'at-anchor'; readonly service: string; readonly inner: PlainOperation };

export type Operation = PlainOperation | SharedOperation;
