// The ids of the rules about several stacks together (`core/host/rules`). They are known here, since a file may suppress what is
// found only where its neighbours are seen.

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
