// CN407. Owns: references by a name that Docker registers on no network, or that are used where Docker's DNS is absent.

import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import type { Need, StatedNeed } from '../needs/needs.ts';
import { namesByNetwork } from './facts/names-by-network.ts';
import { commonNetworks, isOpen, livesOnNetworks } from './facts/networks.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { references } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN407',
  slug: 'name-not-in-dns',
  title: 'A reference uses a name Docker never registers',
  why: "A container that joins another has no name of its own on any network, and neither has a container on the host's network or on none. A container on the host's network or on the default bridge resolves no service names at all.",
  severity: 'error',
  source: 'A20, D5, D6, D7 (measured)',
  reads: references,
  *check(context) {
    const seen = new Set<string>();
    for (const need of referencesOutsideDns(context)) {
      const reason = reasonFor(context, need);
      const key = `${need.from}\n${need.name}`;
      if (reason === null || seen.has(key)) continue;
      seen.add(key);
      const guessed = need.certainty === 'inferred';
      yield {
        severity: guessed ? 'warning' : 'error',
        certainty: need.certainty,
        subjects: [need.from, need.to],
        message: `${need.from} refers to ${need.name}, ${reason}`,
        at: need.at,
        fixes: fixesFor(context, need),
        evidence: [need.from, need.to, need.name],
      };
    }
  },
};

/** References by name from or to the few services that have no networks of their own. */
const referencesOutsideDns = oncePerContext(({ needs, topology, checked, views }): readonly StatedNeed[] => {
  const odd = new Set<string>();
  for (const [name, { service }] of views) if (service.mode.kind !== 'networks') odd.add(name);
  if (odd.size === 0) return [];
  return needs.all.filter((need): need is StatedNeed => {
    const { kind, from, to, name } = need;
    if (kind !== 'reference' || !checked.has(from) || !views.has(to)) return false;
    if (!odd.has(from) && !odd.has(to)) return false;
    const user = topology.services.get(from);
    if (!user || /[:]|^[\d.]+$/.test(name)) return false;
    const word = name.toLowerCase();
    return !user.extraHosts.some(({ key }) => key.toLowerCase() === word);
  });
});

/** Returns the reason why a name does not resolve; null when it does, or when another rule reports it. */
function reasonFor(context: RuleContext, { from, to, name }: Need): string | null {
  const { views, topology } = context;
  const [user, target] = [views.get(from), views.get(to)];
  if (!user || !target) return null;
  if (isOpen(user)) return "but no service name resolves on the host's network.";
  const linked = topology.services
    .get(user.facts.owner ?? from)
    ?.links.some((link) => link.service === to || link.alias === name);
  if (user.owner?.mode.kind === 'bridge') {
    return linked ? null : 'but on the default bridge no service name resolves, except through links.';
  }
  if (!user.owner || !livesOnNetworks(user.owner)) return null;
  for (const names of namesByNetwork(context).values()) if (names.has(name)) return null;
  if (target.service.mode.kind === 'network') {
    const hostName = target.service.containerName ?? target.service.hostname;
    return `but ${to} joins its network by network_mode, where Compose gives it no service name${hostName === null ? '' : `: its name there is ${hostName}`}.`;
  }
  const { owner } = target.facts;
  if (target.facts.isolation === 'joined' && owner !== null && !isOpen(target)) {
    return `but ${to} joins ${owner} and has no name of its own: its address is ${owner}.`;
  }
  if (isOpen(target)) return `but ${to} is on the host's network and has no name in Docker's DNS.`;
  return target.facts.isolation === 'closed' ? `but ${to} is on no network.` : null;
}

/** Returns the fix that adds the name as an alias of the namespace owner, when the two share a network. */
function fixesFor(context: RuleContext, { from, to, name }: Need): readonly Fix[] {
  const owner = context.views.get(to)?.facts.owner ?? null;
  const user = context.views.get(from);
  if (owner === null || owner === to || !user || isOpen(user)) return [];
  if (context.topology.services.get(owner)?.mode.kind !== 'networks' || user.facts.owner === owner) return [];
  const [network] = commonNetworks(context, from, owner);
  if (network === undefined || network === 'bridge') return [];
  const operation = { type: 'alias' as const, service: owner, network, alias: name };
  return [{ title: `Give ${owner} the alias ${name} on ${network}`, safe: false, operations: [operation] }];
}
