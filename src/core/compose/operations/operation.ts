// The operations that a person can ask for, as data: used by the canvas, the inspector, fixes and the command line. `operation-text.ts`
// writes and reads their command-line form, `plan-operations.ts` makes text edits of them.

/** The operations by name. The file of each operation adds an entry: `declare module '../operation.ts'`. */
// biome-ignore lint/suspicious/noEmptyInterface: the files of the operations fill it.
export interface Operations {}

/** A change of a service, of a network or of the intents. */
export type PlainOperation = Operations[keyof Operations];

/**
 * The choices that the refusals `merged-in` and `alias-shared` offer: the operation on a copy that the service gets (`own`), or on the
 * anchor (`at-anchor`).
 */
export type SharedOperation =
  | { readonly type: 'own'; readonly service: string; readonly inner: PlainOperation }
  | { readonly type: 'at-anchor'; readonly service: string; readonly inner: PlainOperation };

export type Operation = PlainOperation | SharedOperation;
