/** For whom findings are weighed. */
export type RuleSet = 'default' | 'strict' | 'cis' | 'homelab';

export const ruleSets: readonly RuleSet[] = ['default', 'strict', 'cis', 'homelab'];
