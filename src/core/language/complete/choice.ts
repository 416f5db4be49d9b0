// One entry of a list of completions, before it is placed in the text.

export type ChoiceKind = 'key' | 'service' | 'network' | 'name' | 'capability' | 'word';

/** One thing that may stand there. */
export interface Choice {
  readonly label: string;
  readonly about: string;
  readonly kind: ChoiceKind;
  /** True for a key whose value stands on the lines below it. */
  readonly block?: boolean;
}
