// CN409. Owns: links that a common network makes needless. Links that cannot work are CN408.

import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { keyPlace } from '../compose/places.ts';
import type { Link, Service } from '../compose/topology.ts';
import type { Fix, Rule, RuleContext } from '../findings/finding.ts';
import { commonNetworks } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN409',
  slug: 'legacy-link',
  title: 'links: is redundant on a user-defined network',
  why: 'On a network of the project every service already resolves by its name. A link adds a start order, which depends_on states better, and at most a name that only one side knows.',
  severity: 'info',
  source: 'D4 (measured)',
  *check(context) {
    for (const [name, { service }] of context.checked) {
      if (service.links.length === 0 || service.mode.kind !== 'networks') continue;
      const needless = service.links.filter(({ service: to }) => {
        const target = context.views.get(to);
        return target?.service.mode.kind === 'networks' && commonNetworks(context, name, to).length > 0;
      });
      if (needless.length === 0) continue;
      const targets = [...new Set(needless.map(({ service: to }) => to))];
      yield {
        subjects: [name, ...targets],
        message: `${name} links to ${nameList(targets)}, which it finds by name on a common network.`,
        at: keyPlace(service, 'links'),
        fixes: replaceLinks(context, service, needless, targets),
        evidence: needless.map(({ service: to, alias }) => `${to}:${alias ?? ''}`),
        parts: needless.map(({ service: to, alias }) => ['CN409', name, to, alias ?? '']),
        group: 'legacy-link',
      };
    }
  },
};

/** Returns the fix that replaces links: an alias keeps the name, and `depends_on` the start order. */
function replaceLinks(
  context: RuleContext,
  service: Service,
  links: readonly Link[],
  targets: readonly string[],
): readonly Fix[] {
  const operations: Operation[] = [];
  for (const { service: to, alias } of links) {
    const [network] = commonNetworks(context, service.name, to);
    if (alias === null || alias === to || network === undefined) continue;
    operations.push({ type: 'alias', service: to, network, alias });
  }
  for (const item of targets) operations.push({ type: 'unlink', service: service.name, item });
  for (const target of targets) {
    if (service.dependsOn.some((dependency) => dependency.service === target)) continue;
    operations.push({ type: 'depends', service: service.name, target });
  }
  return [{ title: 'Use depends_on and aliases', safe: false, operations }];
}
