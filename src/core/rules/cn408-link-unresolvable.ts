// CN408. Owns: links whose name never resolves, or with which the Engine refuses to start. Joined services are CN106.

import { itemPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { commonNetworks, isOpen } from './facts/networks.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const rule: Rule = {
  id: 'CN408',
  slug: 'link-unresolvable',
  title: 'links: to a service on no common network, or in host mode',
  why: "A link adds a name, not a connection. Without a common network the container starts, but the name never resolves; on the host's network the Engine refuses to start the container.",
  severity: 'error',
  source: 'D4, D5, A13, A14 (measured)',
  *check(context) {
    const { reach, checked } = context;
    for (const [name, { service }] of checked) {
      if (service.mode.kind === 'service' || service.mode.kind === 'container') continue;
      for (const { service: to } of service.links) {
        const reason = reach.facts.has(to) ? whyNot(context, service, to) : null;
        if (reason === null) continue;
        yield {
          subjects: [name, to],
          message: `${name} links to ${to}, but ${reason}.`,
          at: itemPlace(service, 'links', to),
          fixes: [...connectFixes(context, name, to), removeLink(name, to)],
          evidence: [name, to],
        };
      }
    }
  },
};

function whyNot(context: RuleContext, { name, mode }: Service, to: string): string | null {
  const facts = context.reach.facts;
  if (mode.kind === 'unknown' || facts.get(to)?.isolation === 'unknown') return null;
  if (mode.kind === 'host') return `${name} is on the network of the host: the Engine refuses to start it`;
  if (isOpen(context.views.get(to))) {
    return mode.kind === 'bridge'
      ? `${to} is on the network of the host: the Engine refuses to start ${name}`
      : `${to} is on the network of the host, so its name is never found`;
  }
  if (mode.kind === 'none') return `${name} has no network`;
  if (facts.get(to)?.networks.length === 0) return `${to} has no network`;
  return commonNetworks(context, name, to).length > 0 ? null : 'they share no network';
}

function removeLink(service: string, to: string): Fix {
  return {
    title: `Remove the link to ${to}`,
    safe: false,
    operations: [{ type: 'unset', service, key: 'links', item: to }],
  };
}
