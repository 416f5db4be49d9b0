// CN210. Owns: data on networks that others share, and settings of external networks that have no effect.

import { networksOf } from '../compose/docker-name-of.ts';
import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import { commonNetworks } from './facts/networks.ts';

export const rule: Rule = {
  id: 'CN210',
  slug: 'data-on-foreign-network',
  title: 'Datastore is attached to a network shared with things outside this file',
  why: 'Every other member of that network reaches every port of the data store, and this file does not list those members. Compose also ignores the other keys of an external network: internal has no effect there.',
  severity: 'warning',
  source: 'N1, V1, S5; docker/compose#8223',
  *check(context) {
    const foreign = new Map<string, string>();
    for (const [key, network] of context.topology.networks) {
      const kind = foreignKind(network);
      if (kind !== null) foreign.set(key, kind);
      if (network.external === true && network.ignoredKeys.length > 0) yield ignored(key, network);
    }
    if (foreign.size === 0) return;
    for (const view of context.checked.values()) {
      if (view.tier !== 'data') continue;
      for (const network of networksOf(context.topology, view.service)) {
        const kind = foreign.get(network);
        if (kind !== undefined) yield dataReport(context, view, network, kind);
      }
    }
  },
};

function foreignKind({ external, attachable, driver }: Network): string | null {
  if (external === true) return 'created elsewhere and shared with all its other members';
  if (driver === 'overlay' && attachable === true)
    return 'an overlay that any container of the swarm may attach to';
  return driver === 'macvlan' || driver === 'ipvlan' ? 'part of the physical network' : null;
}

function ignored(key: string, { ignoredKeys }: Network): Report {
  return {
    subjects: [`network:${key}`],
    message: `${key} is external: ${nameList(ignoredKeys)} beside it ${ignoredKeys.length === 1 ? 'has' : 'have'} no effect here. Set this where the network is created.`,
    at: ['networks', key, ignoredKeys[0] ?? 'external'],
    evidence: [key, ...ignoredKeys],
    parts: ignoredKeys.map((ignoredKey) => ['CN210', key, ignoredKey]),
  };
}

function dataReport(
  context: RuleContext,
  { service, tierDeclared }: ServiceView,
  network: string,
  kind: string,
): Report {
  return {
    certainty: tierDeclared ? 'certain' : 'inferred',
    subjects: [service.name, `network:${network}`],
    message: `${service.name} keeps data and is on ${network}, which is ${kind}.`,
    at: attachmentPlace(service, network),
    fixes: detachFixes(context, service.name, network),
    evidence: [service.name, network],
  };
}

/** Returns the fix that takes a service off a network; none unless all its partners meet it on another network. */
function detachFixes(context: RuleContext, service: string, network: string): readonly Fix[] {
  const { needs, reach, topology } = context;
  if ((topology.services.get(service)?.attachments.length ?? 0) < 2) return [];
  const partners = [...needs.to(service).map(({ from }) => from), ...needs.from(service).map(({ to }) => to)];
  const cut = partners.some(
    (partner) =>
      reach.facts.has(partner) &&
      !commonNetworks(context, service, partner).some((shared) => shared !== network),
  );
  if (cut) return [];
  const operation = { type: 'detach' as const, service, network, last: null };
  return [{ title: `Detach ${service} from ${network}`, safe: false, operations: [operation] }];
}
