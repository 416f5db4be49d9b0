// CN202. Owns: services that fell onto the default network because they name none, beside others that name networks.

import { nameList } from '../compose/name-list.ts';
import type { Rule, RuleContext } from '../findings/finding.ts';
import { attachedServices, commonNetworks } from './facts/networks.ts';
import { overrideAlone } from './facts/override-alone.ts';
import { openPublishes } from './facts/publishes.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const rule: Rule = {
  id: 'CN202',
  slug: 'implicit-default-among-explicit',
  title: 'Service silently falls into default while its peers use named networks',
  why: 'A service without a networks key joins the default network, apart from every service that names its networks. Nothing in the file says so, and the services that it needs may be out of reach.',
  severity: 'info',
  loweredTo: { cis: 'info' },
  quietOn: 'services with a published port that lose no needed connection',
  source: 'A3, A6 (measured)',
  *check(context) {
    if (overrideAlone(context) !== null) return;
    const attached = attachedServices(context);
    const named = attached.some(({ attachments }) =>
      attachments.some(({ network }) => network !== 'default'),
    );
    if (!named) return;
    for (const view of context.checked.values()) {
      const { service } = view;
      if (service.attachments[0]?.membership !== 'implicit-default') continue;
      const cut = cutPartners(context, service.name);
      const [first] = cut;
      const lost = first === undefined ? '' : ` It cannot reach, or be reached by, ${nameList(cut)}.`;
      yield {
        severity: first === undefined ? 'info' : 'warning',
        subjects: [service.name, 'network:default'],
        message: `${service.name} names no network, so it is on default while others use named ones.${lost}`,
        at: ['services', service.name],
        fixes: first === undefined ? [] : connectFixes(context, service.name, first),
        // A service that publishes a port and needs no other is separate on purpose.
        quiet: first === undefined && openPublishes(view).length > 0,
        evidence: ['default', ...cut],
        parts: [['CN202', service.name], ...cut.map((name) => ['CN202', service.name, name])],
        group: 'implicit-default',
      };
    }
  },
};

/** Returns the services that a need joins with this one and that share no network with it. */
function cutPartners(context: RuleContext, name: string): readonly string[] {
  const { needs, reach } = context;
  const partners = new Set<string>();
  for (const { to } of needs.from(name)) if (isCut(context, name, to)) partners.add(to);
  for (const { from } of needs.to(name)) if (isCut(context, from, name)) partners.add(from);
  return [...partners].filter((partner) => reach.facts.has(partner));
}

function isCut(context: RuleContext, from: string, to: string): boolean {
  const { reach } = context;
  if (!reach.facts.has(from) || !reach.facts.has(to) || from === to) return false;
  return reach.direct(from, to) === false && commonNetworks(context, from, to).length === 0;
}
