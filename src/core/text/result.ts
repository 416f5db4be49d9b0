// Expected failures are values: a planner refuses, it never throws.

/** A choice that a refusal offers, as the text of an operation (`detach=web:front:none`). */
export interface Choice {
  readonly label: string;
  readonly operation: string;
}

/** The reason why something cannot be done; `code` is stable. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly choices: readonly Choice[];
}

export type Result<T, E = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function refuse(
  code: string,
  message: string,
  choices: readonly Choice[] = [],
): { readonly ok: false; readonly error: Refusal } {
  return { ok: false, error: { code, message, choices } };
}
