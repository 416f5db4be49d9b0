// The rule sets by name. Each rule says in which it is on and how its findings weigh there (`Rule`); a rule that is off runs nowhere, so it is
// in no report, no sum and no picture.

import type { ReachOptions } from '../reach/reach-model.ts';

/**
 * `default` changes no severity; `strict` is for teams that enforce the rules, `cis` for the CIS Docker Benchmark, `homelab` for one
 * machine at home, where ports are meant for the LAN and dashboards mount the socket.
 */
export type RuleSet = NonNullable<ReachOptions['rules']>;

export const ruleSets: readonly RuleSet[] = ['default', 'strict', 'cis', 'homelab'];

/** The sets that enforce the rules: quiet findings (`Finding.quiet`) are reported in these alone. */
export const enforcing: readonly RuleSet[] = ['strict', 'cis'];
