// The reasons why a service can resolve another service's name, or not.

import type { Tri } from '../compose/topology.ts';
import { modePath } from '../reach/document-paths.ts';
import { answersToServiceName } from '../reach/namespaces/resolve-namespaces.ts';
import type { Reason } from './explanation.ts';
import { detachedReason, networkPaths, type PairSide, whereabouts } from './pair-side.ts';

/** Returns the reasons for the verdict on resolving the name of `to` in `from`. */
export function nameReasons(from: PairSide, to: PairSide, verdict: Tri): readonly Reason[] {
  const nameless = namelessReason(to);
  if (nameless) return [nameless];
  const detached = detachedReason(from);
  if (detached) return [detached];
  if (from.namespace.kind === 'host') {
    return [
      {
        rule: 'D7',
        text: `${from.name} uses the host's resolver, which knows no service names`,
        at: networkPaths(from),
      },
    ];
  }
  const link = from.namespace.owner?.links.find(({ service, alias }) => (alias ?? service) === to.name);
  const linkPath = ['services', from.namespace.owner?.name ?? from.name, 'links'];
  const shared = from.namespace.endpoints.filter(
    ({ segment }) =>
      segment.resolvesNames && to.namespace.endpoints.some((other) => other.segment === segment),
  );
  const keys = shared.map(({ key }) => key);
  const at = [...networkPaths(from, keys), ...networkPaths(to, keys)];
  const named = to.namespace.endpoints.filter(({ key }) => answersToServiceName(to.service, key));
  if (shared.length > 0 && !shared.some(({ segment }) => named.some((other) => other.segment === segment))) {
    const lost = `${to.name} lost its service name on ${keys.join(' and ')} when it was reconnected without aliases`;
    return [{ rule: 'D2', text: lost, at }];
  }
  if (verdict === true) {
    if (shared.length === 0)
      return [{ rule: 'D5', text: `${from.name} links to ${to.name} on the default bridge`, at: [linkPath] }];
    return [
      { rule: 'D2', text: `${to.name} resolves on ${keys.join(' and ')}, where ${from.name} is too`, at },
    ];
  }
  if (shared.length > 0) {
    const foreign = from.namespace.endpoints.find(({ segment }) => segment.external && segment.resolvesNames);
    if (verdict === 'unknown' && foreign && !link) {
      const text = `${to.name} resolves on ${keys.join(' and ')}, but ${foreign.key} is created elsewhere: another stack on it may also answer to ${to.name}`;
      return [{ rule: 'D13', text, at }];
    }
    const rule = link ? 'D4' : 'D10';
    const cause = link ? 'a link' : 'a hosts entry or another service on a network';
    return [
      {
        rule,
        text: `${to.name} resolves on ${keys.join(' and ')}, but ${cause} of ${from.name} may redefine that name`,
        at: link ? [...at, linkPath] : at,
      },
    ];
  }
  const all = [...networkPaths(from), ...networkPaths(to)];
  if (from.facts.networks.includes('bridge') || to.facts.networks.includes('bridge')) {
    if (to.service.mode.kind === 'bridge' || from.namespace.owner?.mode.kind === 'bridge') {
      return [
        { rule: 'D5', text: 'the default bridge resolves no names, and no link provides one', at: all },
      ];
    }
  }
  return [
    { rule: 'D3', text: `${whereabouts(from)}, ${whereabouts(to)}: names need a common network`, at: all },
  ];
}

/** Returns the reason why Docker gives a service no name; null when it gives one. */
function namelessReason(to: PairSide): Reason | null {
  const at = [modePath(to.service)];
  switch (to.service.mode.kind) {
    case 'service':
    case 'container':
      return { rule: 'D6', text: `${to.name} joins another container and has no name of its own`, at };
    case 'host':
    case 'none':
      return { rule: 'D7', text: `${to.name} is on no Docker network, so it has no name there`, at };
    case 'network':
      if (answersToServiceName(to.service)) return null;
      return {
        rule: 'A20',
        text: `network_mode puts ${to.name} on its network, where it has no service name`,
        at,
      };
    case 'networks':
    case 'bridge':
    case 'unknown':
      return null;
  }
}
