// Helper of tests: the rules of a request whose interfaces all have names.

import { type FirewallRequest, type FirewallRules, writeFirewall } from '../write-firewall.ts';

/** Returns the rules of a request; throws when a name is refused. */
export function firewallRules(request: FirewallRequest): FirewallRules {
  const result = writeFirewall(request);
  if (!result.ok) throw new Error(`No rules were made: ${JSON.stringify(result.error)}`);
  return result.value;
}
