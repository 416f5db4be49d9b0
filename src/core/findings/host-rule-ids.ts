// The rules about several stacks of a host together (`core/host/rules`). They report on no project by itself, yet a file may suppress
// them, and a comment that does names no unknown rule.

/** Ids of the rules of a host; the registry there has the same. */
export const hostRuleIds: readonly string[] = [
  'CN801',
  'CN802',
  'CN803',
  'CN804',
  'CN805',
  'CN806',
  'CN807',
  'CN808',
  'CN809',
  'CN810',
];
