// One entry of a list of completions, before it is placed in the text.

export type ChoiceKind = 'key' | 'service' | 'network' | 'name' | 'capability' | 'word';

/** A completion choice. */
export interface Choice {
  readonly label: string;
  readonly about: string;
  readonly kind: ChoiceKind;
  /** True for a key whose value is written on the lines below it. */
  readonly block?: boolean;
}
