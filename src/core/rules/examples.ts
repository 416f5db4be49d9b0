// The examples of every rule: its tests and what its page shows. Apart from the registry, so that they do not travel with what runs.

import type { Rule, RuleExamples } from '../findings/finding.ts';
import { setsWith } from '../findings/rule-sets.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import type { ReachOptions } from '../reach/reach-model.ts';
import { cn101Examples } from './cn101-port-on-all-interfaces.ts';
import { cn102Examples } from './cn102-datastore-port-public.ts';
import { cn103Examples } from './cn103-host-ip-variable-unset.ts';
import { cn104Examples } from './cn104-dead-port-internal-only.ts';
import { cn105Examples } from './cn105-dead-port-host-or-none.ts';
import { cn106Examples } from './cn106-joined-publishes-ports.ts';
import { cn107Examples } from './cn107-host-port-conflict.ts';
import { cn108Examples } from './cn108-publish-bypasses-isolation.ts';
import { cn109Examples } from './cn109-swarm-port-opens-more.ts';
import { cn201Examples } from './cn201-flat-default-network.ts';
import { cn202Examples } from './cn202-implicit-default-among-explicit.ts';
import { cn203Examples } from './cn203-tier-skip.ts';
import { cn204Examples } from './cn204-tier-pivot.ts';
import { cn205Examples } from './cn205-spans-many-tiers.ts';
import { cn206Examples } from './cn206-data-tier-egress.ts';
import { cn207Examples } from './cn207-internal-reachable-from-host.ts';
import { cn208Examples } from './cn208-bridge-option-contradiction.ts';
import { cn209Examples } from './cn209-unused-network.ts';
import { cn210Examples } from './cn210-data-on-foreign-network.ts';
import { cn211Examples } from './cn211-docker0-default-bridge.ts';
import { cn212Examples } from './cn212-underlay-internal.ts';
import { cn213Examples } from './cn213-gateway-surprise.ts';
import { cn214Examples } from './cn214-masquerade-off.ts';
import { cn215Examples } from './cn215-host-reach-with-net-admin.ts';
import { cn216Examples } from './cn216-proxy-network-only-for-egress.ts';
import { cn218Examples } from './cn218-open-on-ipv6-only.ts';
import { cn219Examples } from './cn219-forwarding-between-networks.ts';
import { cn220Examples } from './cn220-engine-keeps-nothing-apart.ts';
import { cn221Examples } from './cn221-default-route-by-chance.ts';
import { cn301Examples } from './cn301-open-container.ts';
import { cn302Examples } from './cn302-open-reaches-internal-tier.ts';
import { cn303Examples } from './cn303-hidden-open-container.ts';
import { cn304Examples } from './cn304-joined-inherits-exposure.ts';
import { cn305Examples } from './cn305-joined-target-opaque.ts';
import { cn306Examples } from './cn306-host-namespace-shared.ts';
import { cn307Examples } from './cn307-joined-port-clash.ts';
import { cn308Examples } from './cn308-scaled-owner.ts';
import { cn401Examples } from './cn401-depends-on-unreachable.ts';
import { cn402Examples } from './cn402-reference-unreachable.ts';
import { cn403Examples } from './cn403-reference-unknown-host.ts';
import { cn404Examples } from './cn404-reference-loopback.ts';
import { cn405Examples } from './cn405-reference-host-port.ts';
import { cn406Examples } from './cn406-dns-name-collision.ts';
import { cn407Examples } from './cn407-name-not-in-dns.ts';
import { cn408Examples } from './cn408-link-unresolvable.ts';
import { cn409Examples } from './cn409-legacy-link.ts';
import { cn410Examples } from './cn410-host-gateway-path.ts';
import { cn411Examples } from './cn411-proxy-network-mismatch.ts';
import { cn412Examples } from './cn412-name-leaks-to-upstream-dns.ts';
import { cn501Examples } from './cn501-privileged-container.ts';
import { cn502Examples } from './cn502-runtime-socket-mounted.ts';
import { cn503Examples } from './cn503-socket-proxy-reachable.ts';
import { cn504Examples } from './cn504-host-grade-capability.ts';
import { cn505Examples } from './cn505-net-raw-beside-lower-tier.ts';
import { cn506Examples } from './cn506-net-admin-on-shared-bridge.ts';
import { cn507Examples } from './cn507-net-bind-service-mismatch.ts';
import { cn508Examples } from './cn508-root-user.ts';
import { cn509Examples } from './cn509-hardening-baseline.ts';
import { cn510Examples } from './cn510-confinement-disabled.ts';
import { cn511Examples } from './cn511-sensitive-host-path.ts';
import { cn512Examples } from './cn512-shared-volume-bridges-tiers.ts';
import { cn513Examples } from './cn513-capability-has-no-effect.ts';
import { cn514Examples } from './cn514-control-socket-mounted.ts';
import { cn515Examples } from './cn515-shared-mount-propagation.ts';
import { cn516Examples } from './cn516-literal-credential.ts';
import { cn517Examples } from './cn517-low-port-needs-capability.ts';
import { cn518Examples } from './cn518-swarm-ignores-key.ts';
import { cn601Examples } from './cn601-compose-rejects.ts';
import { cn602Examples } from './cn602-address-plan-invalid.ts';
import { cn603Examples } from './cn603-scale-conflict.ts';
import { cn604Examples } from './cn604-container-name-taken.ts';
import { cn605Examples } from './cn605-variable-unset.ts';
import { cn607Examples } from './cn607-swarm-refuses.ts';
import { cn701Examples } from './cn701-intent-broken.ts';

/** By the id of the rule. */
const ruleExamples: ReadonlyMap<string, RuleExamples> = new Map([
  ['CN101', cn101Examples],
  ['CN102', cn102Examples],
  ['CN103', cn103Examples],
  ['CN104', cn104Examples],
  ['CN105', cn105Examples],
  ['CN106', cn106Examples],
  ['CN107', cn107Examples],
  ['CN108', cn108Examples],
  ['CN109', cn109Examples],
  ['CN201', cn201Examples],
  ['CN202', cn202Examples],
  ['CN203', cn203Examples],
  ['CN204', cn204Examples],
  ['CN205', cn205Examples],
  ['CN206', cn206Examples],
  ['CN207', cn207Examples],
  ['CN208', cn208Examples],
  ['CN209', cn209Examples],
  ['CN210', cn210Examples],
  ['CN211', cn211Examples],
  ['CN212', cn212Examples],
  ['CN213', cn213Examples],
  ['CN214', cn214Examples],
  ['CN215', cn215Examples],
  ['CN216', cn216Examples],
  ['CN218', cn218Examples],
  ['CN219', cn219Examples],
  ['CN220', cn220Examples],
  ['CN221', cn221Examples],
  ['CN301', cn301Examples],
  ['CN302', cn302Examples],
  ['CN303', cn303Examples],
  ['CN304', cn304Examples],
  ['CN305', cn305Examples],
  ['CN306', cn306Examples],
  ['CN307', cn307Examples],
  ['CN308', cn308Examples],
  ['CN401', cn401Examples],
  ['CN402', cn402Examples],
  ['CN403', cn403Examples],
  ['CN404', cn404Examples],
  ['CN405', cn405Examples],
  ['CN406', cn406Examples],
  ['CN407', cn407Examples],
  ['CN408', cn408Examples],
  ['CN409', cn409Examples],
  ['CN410', cn410Examples],
  ['CN411', cn411Examples],
  ['CN412', cn412Examples],
  ['CN501', cn501Examples],
  ['CN502', cn502Examples],
  ['CN503', cn503Examples],
  ['CN504', cn504Examples],
  ['CN505', cn505Examples],
  ['CN506', cn506Examples],
  ['CN507', cn507Examples],
  ['CN508', cn508Examples],
  ['CN509', cn509Examples],
  ['CN510', cn510Examples],
  ['CN511', cn511Examples],
  ['CN512', cn512Examples],
  ['CN513', cn513Examples],
  ['CN514', cn514Examples],
  ['CN515', cn515Examples],
  ['CN516', cn516Examples],
  ['CN517', cn517Examples],
  ['CN601', cn601Examples],
  ['CN602', cn602Examples],
  ['CN603', cn603Examples],
  ['CN604', cn604Examples],
  ['CN605', cn605Examples],
  ['CN701', cn701Examples],
  ['CN607', cn607Examples],
  ['CN518', cn518Examples],
]);

/** The examples of a rule; every rule has some. */
export function examplesOf(rule: { readonly id: string }): RuleExamples {
  const examples = ruleExamples.get(rule.id);
  if (!examples) throw new RangeError(`no examples of ${rule.id}: add them to rules/examples.ts`);
  return examples;
}

/** The options as installed, on the Engine on which the examples of a rule are read. */
export function exampleOptions(rule: Pick<Rule, 'id'>): ReachOptions {
  const { engine } = examplesOf(rule);
  const named = engine === undefined ? null : parseEngine(engine);
  const [set = 'default'] = setsWith(rule.id);
  const options = set === 'default' ? defaultReachOptions : { ...defaultReachOptions, rules: set };
  if (named === null) return options;
  return { ...options, engine: named };
}
