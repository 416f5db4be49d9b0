// CN411. Owns: routes that ask a proxy to use a network on which it cannot find the service.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { nameList } from '../compose/name-list.ts';
import type { Network } from '../compose/topology.ts';
import type { Fix, Report, Rule, RuleContext } from '../findings/finding.ts';
import type { ServiceView } from '../findings/service-view.ts';
import type { Proxied } from '../reach/entries.ts';
import { routeKeys } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN411',
  slug: 'proxy-network-mismatch',
  title: 'Reverse proxy label points at a network the service is not on',
  why: "The proxy takes the container's address on the network that the label names. If the container is not on that network, the proxy takes another address or none, and requests time out.",
  severity: 'error',
  source: "C2; Traefik's Docker provider",
  reads: routeKeys,
  *check(context) {
    for (const [name, view] of context.checked) {
      const routes = context.reach.proxied(name);
      if (routes.length === 0) continue;
      const elsewhere = routes.find(({ network }) => network !== null && !isOn(context, view, network));
      if (elsewhere) yield wrongLabelReport(context, view, elsewhere);
      else {
        const cut = routes.find(({ ghost, reachable }) => !ghost && reachable === false);
        if (cut) yield noCommonNetworkReport(context, view, cut);
      }
    }
  },
};

/** True when the service is on a network of that name; without a project name the ending decides. */
function isOn(context: RuleContext, { networks }: ServiceView, wanted: string): boolean {
  if (wanted.includes('$')) return true;
  const project = context.topology.name ?? context.reach.options.project;
  return networks.some((network) => {
    const name = dockerNameOf(network, project);
    return name === null ? wanted.endsWith(`_${network.name}`) : name === wanted;
  });
}

function wrongLabelReport(context: RuleContext, view: ServiceView, { by, network, at }: Proxied): Report {
  const { name } = view.service;
  const project = context.topology.name ?? context.reach.options.project;
  const known = [...context.topology.networks.values()].find(
    (candidate) => dockerNameOf(candidate, project) === network,
  );
  return {
    subjects: [name],
    message: `The labels of ${name} send ${by} to the network ${network}, but ${name} is on ${nameList(view.facts.networks) || 'none'}.`,
    at,
    fixes: known ? attach(view, known) : [],
    evidence: [by, network ?? ''],
  };
}

function attach({ service, facts }: ServiceView, network: Network): readonly Fix[] {
  if (facts.owner === null || service.mode.kind !== 'networks') return [];
  const operation = { type: 'attach' as const, service: facts.owner, network: network.name };
  return [{ title: `Attach ${facts.owner} to ${network.name}`, safe: false, operations: [operation] }];
}

/** Returns the operations that attach a service with a label: with several networks, Traefik picks any of them unless a label names one. */
function attachWithLabel(
  { topology, reach }: RuleContext,
  view: ServiceView,
  network: Network,
  by: string,
): readonly Fix[] {
  const name = dockerNameOf(network, topology.name ?? reach.options.project);
  return attach(view, network).map((fix) =>
    by !== 'traefik' || name === null
      ? fix
      : {
          ...fix,
          operations: [
            ...fix.operations,
            { type: 'label', service: view.service.name, key: 'traefik.docker.network', value: name },
          ],
        },
  );
}

function noCommonNetworkReport(context: RuleContext, view: ServiceView, { proxy, by, at }: Proxied): Report {
  const { name } = view.service;
  const [network] = context.views.get(proxy)?.networks ?? [];
  return {
    certainty: 'inferred',
    severity: 'warning',
    subjects: [name, proxy],
    message: `The labels of ${name} ask ${proxy} for a route, but the two share no network.`,
    at,
    fixes: network ? attachWithLabel(context, view, network, by) : [],
    evidence: [proxy],
  };
}
