// CN401. Owns: depends_on between services that cannot talk. References by name are CN402.

import { itemPlace } from '../compose/places.ts';
import type { Service } from '../compose/topology.ts';
import type { Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { knownPorts } from '../images/catalogue.ts';
import type { TriRow } from '../reach/rows/tri-row.ts';
import { unreachableReferences } from './facts/names-by-network.ts';
import { oncePerContext } from './facts/once-per-context.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const rule: Rule = {
  id: 'CN401',
  slug: 'depends-on-unreachable',
  title: 'depends_on orders two services that cannot talk',
  why: 'Waiting for a service is rarely useful without a connection to it. Usually a network is missing on one side, and the connection fails only once everything runs.',
  severity: 'warning',
  source: 'X1 (measured)',
  *check(context) {
    for (const view of context.checked.values()) {
      for (const target of cutDependencies(context, view)) {
        const { name } = view.service;
        const to = target.name;
        if (saidPairs(context).has(pairKey(name, to)) || shareVolume(view.service, target)) continue;
        yield {
          severity: knownPorts(target).length > 0 ? 'warning' : 'info',
          subjects: [name, to],
          message: `${name} waits for ${to}, but cannot reach it: they share no network.`,
          at: itemPlace(view.service, 'depends_on', to),
          fixes: connectFixes(context, name, to),
          evidence: [name, to],
        };
      }
    }
  },
};

interface Known {
  readonly row: TriRow;
  readonly names: readonly string[];
}

/** Cut dependencies by view: they follow from the service and its row, which outlive most edits. */
const known = new WeakMap<ServiceView, Known>();

/** Returns the active services that this one waits for and cannot reach. */
function cutDependencies(context: RuleContext, view: ServiceView): readonly Service[] {
  const { service } = view;
  if (service.dependsOn.length === 0) return [];
  const row = context.reach.row('direct', service.name);
  let cut = known.get(view);
  if (cut?.row !== row) {
    cut = { row, names: cutNames(context, service) };
    known.set(view, cut);
  }
  return cut.names
    .map((name) => context.topology.services.get(name))
    .filter((service) => service !== undefined);
}

function cutNames({ reach }: RuleContext, { name, dependsOn }: Service): readonly string[] {
  const names: string[] = [];
  for (const { service: to, condition } of dependsOn) {
    if (to === name || condition === 'service_completed_successfully' || !reach.facts.has(to)) continue;
    if (reach.direct(name, to) === false) names.push(to);
  }
  return names;
}

/** The pairs that CN402 reports, with the name that is used. */
const saidPairs = oncePerContext(
  (context): ReadonlySet<string> =>
    new Set(unreachableReferences(context).map(({ need }) => pairKey(need.from, need.to))),
);

function pairKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

/** True when two services share a volume and so may exchange files. */
function shareVolume(a: Service, b: Service): boolean {
  const sources = new Set(a.mounts.map(({ source }) => source).filter(Boolean));
  return b.mounts.some(({ source }) => sources.has(source));
}
