// Every rule, by id. A new rule is one file and one line here.

import type { Finding, Rule, StacksRule } from '../findings/finding.ts';
import { isOn, type RuleSet, ruleSets } from '../findings/rule-sets.ts';
import { cn101 } from './cn101-port-on-all-interfaces.ts';
import { cn102 } from './cn102-datastore-port-public.ts';
import { cn103 } from './cn103-host-ip-variable-unset.ts';
import { cn104 } from './cn104-dead-port-internal-only.ts';
import { cn105 } from './cn105-dead-port-host-or-none.ts';
import { cn106 } from './cn106-joined-publishes-ports.ts';
import { cn107 } from './cn107-host-port-conflict.ts';
import { cn108 } from './cn108-publish-bypasses-isolation.ts';
import { cn109 } from './cn109-swarm-port-opens-more.ts';
import { cn121 } from './cn121-login-bypassed.ts';
import { cn122 } from './cn122-route-target-unreachable.ts';
import { cn123 } from './cn123-entrance-missing.ts';
import { cn124 } from './cn124-guard-missing.ts';
import { cn125 } from './cn125-admin-open.ts';
import { cn126 } from './cn126-data-route-public.ts';
import { cn127 } from './cn127-routes-tie.ts';
import { cn128 } from './cn128-route-names-merge.ts';
import { cn129 } from './cn129-labels-dropped.ts';
import { cn130 } from './cn130-static-source-ignored.ts';
import { cn131 } from './cn131-guard-without-effect.ts';
import { cn132 } from './cn132-site-is-every-host.ts';
import { cn133 } from './cn133-target-network-by-chance.ts';
import { cn134 } from './cn134-header-can-be-forged.ts';
import { cn135 } from './cn135-route-never-matches.ts';
import { cn136 } from './cn136-tunnel-way-in.ts';
import { cn137 } from './cn137-unknown-host-served.ts';
import { cn138 } from './cn138-tls-ends-early.ts';
import { cn140 } from './cn140-list-bypassed.ts';
import { cn141 } from './cn141-login-switched-off.ts';
import { cn201 } from './cn201-flat-default-network.ts';
import { cn202 } from './cn202-implicit-default-among-explicit.ts';
import { cn203 } from './cn203-tier-skip.ts';
import { cn204 } from './cn204-tier-pivot.ts';
import { cn205 } from './cn205-spans-many-tiers.ts';
import { cn206 } from './cn206-data-tier-egress.ts';
import { cn207 } from './cn207-internal-reachable-from-host.ts';
import { cn208 } from './cn208-bridge-option-contradiction.ts';
import { cn209 } from './cn209-unused-network.ts';
import { cn210 } from './cn210-data-on-foreign-network.ts';
import { cn211 } from './cn211-docker0-default-bridge.ts';
import { cn212 } from './cn212-underlay-internal.ts';
import { cn213 } from './cn213-gateway-surprise.ts';
import { cn214 } from './cn214-masquerade-off.ts';
import { cn215 } from './cn215-host-reach-with-net-admin.ts';
import { cn216 } from './cn216-proxy-network-only-for-egress.ts';
import { cn218 } from './cn218-open-on-ipv6-only.ts';
import { cn219 } from './cn219-forwarding-between-networks.ts';
import { cn220 } from './cn220-engine-keeps-nothing-apart.ts';
import { cn221 } from './cn221-default-route-by-chance.ts';
import { cn301 } from './cn301-open-container.ts';
import { cn302 } from './cn302-open-reaches-internal-tier.ts';
import { cn303 } from './cn303-hidden-open-container.ts';
import { cn304 } from './cn304-joined-inherits-exposure.ts';
import { cn305 } from './cn305-joined-target-opaque.ts';
import { cn306 } from './cn306-host-namespace-shared.ts';
import { cn307 } from './cn307-joined-port-clash.ts';
import { cn308 } from './cn308-scaled-owner.ts';
import { cn401 } from './cn401-depends-on-unreachable.ts';
import { cn402 } from './cn402-reference-unreachable.ts';
import { cn403 } from './cn403-reference-unknown-host.ts';
import { cn404 } from './cn404-reference-loopback.ts';
import { cn405 } from './cn405-reference-host-port.ts';
import { cn406 } from './cn406-dns-name-collision.ts';
import { cn407 } from './cn407-name-not-in-dns.ts';
import { cn408 } from './cn408-link-unresolvable.ts';
import { cn409 } from './cn409-legacy-link.ts';
import { cn410 } from './cn410-host-gateway-path.ts';
import { cn411 } from './cn411-proxy-network-mismatch.ts';
import { cn412 } from './cn412-name-leaks-to-upstream-dns.ts';
import { cn413 } from './cn413-dns-unreachable.ts';
import { cn501 } from './cn501-privileged-container.ts';
import { cn502 } from './cn502-runtime-socket-mounted.ts';
import { cn503 } from './cn503-socket-proxy-reachable.ts';
import { cn504 } from './cn504-host-grade-capability.ts';
import { cn505 } from './cn505-net-raw-beside-lower-tier.ts';
import { cn506 } from './cn506-net-admin-on-shared-bridge.ts';
import { cn507 } from './cn507-net-bind-service-mismatch.ts';
import { cn508 } from './cn508-root-user.ts';
import { cn509 } from './cn509-hardening-baseline.ts';
import { cn510 } from './cn510-confinement-disabled.ts';
import { cn511 } from './cn511-sensitive-host-path.ts';
import { cn512 } from './cn512-shared-volume-bridges-tiers.ts';
import { cn513 } from './cn513-capability-has-no-effect.ts';
import { cn514 } from './cn514-control-socket-mounted.ts';
import { cn515 } from './cn515-shared-mount-propagation.ts';
import { cn516 } from './cn516-literal-credential.ts';
import { cn517 } from './cn517-low-port-needs-capability.ts';
import { cn518 } from './cn518-swarm-ignores-key.ts';
import { cn601 } from './cn601-compose-rejects.ts';
import { cn602 } from './cn602-address-plan-invalid.ts';
import { cn603 } from './cn603-scale-conflict.ts';
import { cn604 } from './cn604-container-name-taken.ts';
import { cn605 } from './cn605-variable-unset.ts';
import { cn607 } from './cn607-swarm-refuses.ts';
import { cn608 } from './cn608-engine-refuses.ts';
import { cn701 } from './cn701-intent-broken.ts';
import { cn703 } from './cn703-needs-observed.ts';
import { cn705 } from './cn705-listens-beyond-declared.ts';
import { cn801 } from './cn801-same-project-name.ts';
import { cn802 } from './cn802-port-taken-by-stack.ts';
import { cn803 } from './cn803-name-answered-twice.ts';
import { cn804 } from './cn804-shared-network-flat.ts';
import { cn805 } from './cn805-network-made-twice.ts';
import { cn806 } from './cn806-external-network-missing.ts';
import { cn807 } from './cn807-subnet-overlap.ts';
import { cn808 } from './cn808-container-name-taken.ts';
import { cn809 } from './cn809-data-on-shared-network.ts';
import { cn810 } from './cn810-maker-goes-first.ts';
import { cn821 } from './cn821-firewall-does-not-stop.ts';
import { cn822 } from './cn822-firewall-opens.ts';
import { cn823 } from './cn823-user-rules-ignored.ts';
import { cn824 } from './cn824-forward-drop-beside-nftables.ts';
import { cn825 } from './cn825-public-address.ts';
import { cn826 } from './cn826-stale-namespace.ts';
import { cn827 } from './cn827-docker-writes-no-rules.ts';

/** All rules in the order of their ids. */
export const rules: readonly Rule[] = [
  cn101,
  cn102,
  cn103,
  cn104,
  cn105,
  cn106,
  cn107,
  cn108,
  cn109,
  cn121,
  cn122,
  cn123,
  cn124,
  cn125,
  cn126,
  cn127,
  cn128,
  cn129,
  cn130,
  cn131,
  cn132,
  cn133,
  cn134,
  cn135,
  cn136,
  cn137,
  cn138,
  cn140,
  cn141,
  cn201,
  cn202,
  cn203,
  cn204,
  cn205,
  cn206,
  cn207,
  cn208,
  cn209,
  cn210,
  cn211,
  cn212,
  cn213,
  cn214,
  cn215,
  cn216,
  cn218,
  cn219,
  cn220,
  cn221,
  cn301,
  cn302,
  cn303,
  cn304,
  cn305,
  cn306,
  cn307,
  cn308,
  cn401,
  cn402,
  cn403,
  cn404,
  cn405,
  cn406,
  cn407,
  cn408,
  cn409,
  cn410,
  cn411,
  cn412,
  cn413,
  cn501,
  cn502,
  cn503,
  cn504,
  cn505,
  cn506,
  cn507,
  cn508,
  cn509,
  cn510,
  cn511,
  cn512,
  cn513,
  cn514,
  cn515,
  cn516,
  cn517,
  cn518,
  cn601,
  cn602,
  cn603,
  cn604,
  cn605,
  cn607,
  cn608,
  cn701,
  cn703,
  cn705,
  cn801,
  cn802,
  cn803,
  cn804,
  cn805,
  cn806,
  cn807,
  cn808,
  cn809,
  cn810,
  cn821,
  cn822,
  cn823,
  cn824,
  cn825,
  cn826,
  cn827,
];

export const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Whether a rule is about several stacks of a host, and so about no project by itself. */
export function isAcrossStacks(rule: Rule): rule is StacksRule {
  return 'checkStacks' in rule;
}

/** The rules about several stacks, and those about one project. */
export const acrossRules: readonly StacksRule[] = rules.filter(isAcrossStacks);
export const projectRules: readonly Rule[] = rules.filter((rule) => !isAcrossStacks(rule));

export const acrossRuleIds: ReadonlySet<string> = new Set(acrossRules.map(({ id }) => id));

/** The rules about ways in, which look at all stacks of a host together. */
export const waysRuleIds: ReadonlySet<string> = new Set(
  rules.flatMap((rule) => ('checkWays' in rule ? [rule.id] : [])),
);

/** Whether a finding is about several stacks of a host, or about the host itself. */
export function isAcross({ rule, stack }: Pick<Finding, 'rule' | 'stack'>): boolean {
  return stack === null || acrossRuleIds.has(rule) || (stack !== undefined && waysRuleIds.has(rule));
}

const inSets: ReadonlyMap<RuleSet, readonly Rule[]> = new Map(
  ruleSets.map((set) => [set, rules.filter(({ id }) => isOn(id, set))]),
);

/** The rules that are on in a set: one list each, since findings about a service are cached by it. */
export function rulesIn(set: RuleSet): readonly Rule[] {
  return inSets.get(set) ?? rules;
}
