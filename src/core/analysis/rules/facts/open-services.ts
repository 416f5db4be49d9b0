// Services in the host's network namespace, by themselves or through the service they join.

import type { RuleContext } from '../../finding.ts';

/** Whether the namespace that a service uses is the host's. */
export function isOpen({ reach, topology }: RuleContext, service: string): boolean {
  const facts = reach.facts.get(service);
  if (!facts) return false;
  if (facts.isolation === 'open') return true;
  const owner = facts.owner === null ? undefined : topology.services.get(facts.owner);
  return facts.isolation === 'joined' && owner?.mode.kind === 'host';
}
