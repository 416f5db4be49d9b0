// What a person types into a field whose code is still being fetched.

interface TypedAhead {
  readonly text: string;
  /** True once Enter was pressed. */
  readonly entered: boolean;
}

const nothing: TypedAhead = { text: '', entered: false };
let typed = nothing;

/** Notes what was typed into a field before its code was fetched. */
export function typeAhead(part: Partial<TypedAhead>): void {
  typed = { ...typed, ...part };
}

/** Returns what was typed before the field was fetched: no text, and not entered, once it was taken. */
export function typedAhead(): TypedAhead {
  return typed;
}

/** Forgets what was typed before the field was fetched. */
export function forgetTypedAhead(): void {
  typed = nothing;
}
