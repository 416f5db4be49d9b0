import { StateEffect, type StateEffectType, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Decorations that somebody sets as a whole; until the next time they move along with the text. */
export interface DecorationField {
  readonly field: StateField<DecorationSet>;
  readonly set: StateEffectType<DecorationSet>;
}

/** One such layer of decorations. */
export function decorationField(): DecorationField {
  const set = StateEffect.define<DecorationSet>();
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(decorations, transaction) {
      let next = decorations.map(transaction.changes);
      for (const effect of transaction.effects) if (effect.is(set)) next = effect.value;
      return next;
    },
    provide: (self) => EditorView.decorations.from(self),
  });
  return { field, set };
}
