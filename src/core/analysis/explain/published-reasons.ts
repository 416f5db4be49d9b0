// Where the ports of a namespace answer, and why some of them answer nowhere.

import { nameList } from '../../compose/name-list.ts';
import type { Path } from '../../yaml/tree.ts';
import { familyNames } from '../reach/families.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Published } from '../reach/reach-model.ts';
import { attachmentPath, bridgeOptionPath, modePath, portPath } from './document-paths.ts';
import type { Reason } from './explanation.ts';
import { openedReason } from './other-engines.ts';
import { networkPaths, type Party } from './party.ts';

/** One reason per kind of fate that the published ports of `party` meet; that it publishes nothing, if so. */
export function publishedReasons(party: Party): readonly Reason[] {
  const { published, unread: unreadPorts } = party.facts.ports;
  if (party.namespace.kind === 'unknown') {
    return [
      { rule: 'A8', text: `what ${party.name} publishes is not in this file`, at: [modePath(party.service)] },
    ];
  }
  if (published.length === 0 && unreadPorts.length === 0) {
    const owner = party.namespace.owner?.name ?? party.name;
    return [{ rule: 'O13', text: `${party.name} publishes nothing`, at: [['services', owner]] }];
  }
  const reasons: Reason[] = [];
  for (const fate of ['outside', 'unknown', 'host', 'nowhere'] as const) {
    const ports = published.filter(({ reachableFrom }) => reachableFrom === fate);
    const foreign = fate === 'nowhere' ? ports.filter(({ inFamily }) => !inFamily) : [];
    const others = ports.filter((port) => !foreign.includes(port));
    if (others.length > 0) reasons.push(fateReason(party, fate, others));
    if (foreign.length > 0) reasons.push(foreignReason(party, foreign));
  }
  const unread = unreadPorts.filter(({ reachableFrom }) => reachableFrom !== 'nowhere');
  if (unread.length > 0) {
    const text = `${party.name} publishes ${unread.map(({ raw }) => raw).join(', ')}, which depends on a variable that is not set`;
    reasons.push({ rule: 'O1', text, at: unread.map(({ service, index }) => portPath(service, index)) });
  } else if (reasons.length === 0) {
    const cause = deadCause(party);
    const at = unreadPorts.map(({ service, index }) => portPath(service, index));
    const text = `${party.name} publishes ${unreadPorts.map(({ raw }) => raw).join(', ')}, but ${cause.text}`;
    reasons.push({ rule: cause.rule, text, at: [...at, ...cause.at] });
  }
  return reasons;
}

function fateReason(party: Party, fate: Published['reachableFrom'], ports: readonly FamilyPort[]): Reason {
  const words = `${party.name} publishes ${nameList(ports.map(portWords))}`;
  const at = [...new Map(ports.map(({ service, index }) => [index, portPath(service, index)])).values()];
  switch (fate) {
    case 'outside':
      return openedReason(party, ports, words, at) ?? { rule: 'O1', text: `${words} on the host`, at };
    case 'host':
      return { rule: 'O3', text: `${words} on loopback only`, at };
    case 'unknown':
      return { rule: 'G1', text: `${words}, but which network they are published for is not known`, at };
    case 'nowhere': {
      const cause = deadCause(party);
      return { rule: cause.rule, text: `${words}, but ${cause.text}`, at: [...at, ...cause.at] };
    }
  }
}

/** F4, F5: bound to an address of the other family alone. */
function foreignReason(party: Party, ports: readonly FamilyPort[]): Reason {
  const at = [...new Map(ports.map(({ service, index }) => [index, portPath(service, index)])).values()];
  const text = `${party.name} publishes ${nameList(ports.map(portWords))}, which is no ${familyNames[party.family]} address`;
  return { rule: 'F4', text, at };
}

function portWords({ hostIp, hostPort, containerPort, protocol }: FamilyPort): string {
  const suffix = protocol === 'tcp' ? '' : `/${protocol}`;
  const address = hostIp.includes(':') ? `[${hostIp}]` : hostIp;
  return `${address}:${hostPort || '(any)'} to ${containerPort}${suffix}`;
}

/** Why the Engine discards the ports of a namespace. */
function deadCause(party: Party): {
  readonly rule: string;
  readonly text: string;
  readonly at: readonly Path[];
} {
  const { owner, kind } = party.namespace;
  if (owner && kind === 'host')
    return { rule: 'A11', text: 'ports are discarded in host mode', at: [modePath(owner)] };
  if (owner && kind === 'none')
    return { rule: 'A12', text: 'there is no network to publish on', at: [modePath(owner)] };
  const gateway = party.facts.gateways[0];
  if (owner && !gateway && party.facts.isolation !== 'internal') {
    const proxy = party.family === 'ipv6' ? ', and the userland proxy does not pass on to IPv4' : '';
    const text = `no network of it leads out over ${familyNames[party.family]}${proxy}`;
    return { rule: 'F4', text, at: networkPaths(party) };
  }
  if (!owner || !gateway) {
    return {
      rule: 'O10',
      text: 'all its networks are internal, so nothing is published',
      at: networkPaths(party),
    };
  }
  const at = [attachmentPath(owner, gateway.key)];
  if (gateway.segment.kind !== 'bridge') {
    return {
      rule: 'O11',
      text: `${gateway.key} is on the physical network, where ports are not published`,
      at,
    };
  }
  if (gateway.segment.hostPath === false) {
    const option = bridgeOptionPath(gateway.key, 'inhibit_ipv4');
    return {
      rule: 'E6',
      text: `${gateway.key} has no address on the host (inhibit_ipv4)`,
      at: [...at, option],
    };
  }
  if (gateway.segment.publishes !== false) {
    // F5: only ::1 is left.
    return { rule: 'F5', text: 'without the userland proxy nothing listens on ::1', at };
  }
  const option = bridgeOptionPath(gateway.key, `gateway_mode_${party.family}`);
  return { rule: 'O6', text: `${gateway.key} is routed: the host port is not used`, at: [...at, option] };
}
