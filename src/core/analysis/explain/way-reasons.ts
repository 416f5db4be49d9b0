// Why a service has a way out, a way to the host, a way in from the host, or has none.

import type { Tri } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';
import { bridgeOptionPath } from './document-paths.ts';
import type { Reason } from './explanation.ts';
import { otherEngineEgress, otherEngineHost } from './other-engines.ts';
import { lackingReason, networkPaths, type Party } from './party.ts';

/** Why connections of `party` beyond the host are answered or not (E1–E12). */
export function egressReasons(party: Party): readonly Reason[] {
  const { name, namespace, facts } = party;
  const at = networkPaths(party);
  const detached = lackingReason(party);
  if (detached) return [{ ...detached, rule: namespace.kind === 'none' ? 'E4' : detached.rule }];
  if (namespace.kind === 'host') return [{ rule: 'E4', text: `${name} uses the host's own network`, at }];
  const elsewhere = otherEngineEgress(party);
  if (elsewhere) return [elsewhere];
  const [gateway, ...others] = facts.gateways;
  if (gateway === undefined || others.length > 0) {
    return [{ rule: 'G1', text: `which network gives ${name} its default route is not known`, at }];
  }
  if (gateway === null) return noGatewayReasons(party);
  const { segment, key } = gateway;
  const here = networkPaths(party, [key]);
  if (facts.egress === true) return [{ rule: 'E1', text: `${name} goes out through ${key}`, at: here }];
  if (facts.egress === 'unknown') {
    return [
      {
        rule: 'P11',
        text: `${name} goes out through ${key}; whether answers come back is not known`,
        at: here,
      },
    ];
  }
  if (segment.hostPath === false) {
    const option = bridgeOptionPath(key, 'inhibit_ipv4');
    return [
      {
        rule: 'E6',
        text: `${name} would go out through ${key}, which has no address on the host`,
        at: [...here, option],
      },
    ];
  }
  const option = bridgeOptionPath(
    key,
    segment.publishes === false ? `gateway_mode_${party.family}` : 'enable_ip_masquerade',
  );
  const route =
    facts.egressNeedsRoute === true ? 'upstream has to know a route back' : 'this Engine drops the answers';
  return [
    {
      rule: 'E5',
      text: `${name} goes out through ${key} with its own address: ${route}`,
      at: [...here, option],
    },
  ];
}

/** E2; V1: on the physical network the neighbours answer even so. */
function noGatewayReasons(party: Party): readonly Reason[] {
  const reasons: Reason[] = [
    { rule: 'E2', text: `no network of ${party.name} gives a way out`, at: networkPaths(party) },
  ];
  for (const { segment, key } of party.namespace.endpoints) {
    if (!segment.onWire) continue;
    const text = `${key} still puts ${party.name} on the physical network: its neighbours there answer`;
    reasons.push({ rule: 'V1', text, at: networkPaths(party, [key]) });
  }
  return reasons;
}

/** Why `party` reaches listeners of the host, or not (H1–H6). */
export function toHostReasons(party: Party): readonly Reason[] {
  const elsewhere = otherEngineHost(party, 'to');
  if (elsewhere) return [elsewhere];
  const internal = party.facts.isolation === 'internal';
  return hostReasons(party, party.facts.toHost, {
    yes: internal
      ? { rule: 'H2', text: `${party.name} reaches the host at the address of its own internal bridge` }
      : { rule: 'H1', text: `${party.name} reaches the host at its addresses` },
    no: { rule: 'H4', text: `no network of ${party.name} has an address of the host that it may reach` },
  });
}

/** Why the host reaches `party`, or not (H5, H6). */
export function fromHostReasons(party: Party): readonly Reason[] {
  const elsewhere = otherEngineHost(party, 'from');
  if (elsewhere) return [elsewhere];
  return hostReasons(party, party.facts.fromHost, {
    yes: { rule: 'H5', text: `the host reaches every port of ${party.name} over a bridge` },
    no: { rule: 'H5', text: `the host has no bridge to ${party.name}, or is kept from it` },
  });
}

function hostReasons(
  party: Party,
  verdict: Tri,
  words: { readonly yes: Omit<Reason, 'at'>; readonly no: Omit<Reason, 'at'> },
): readonly Reason[] {
  const at: readonly Path[] = networkPaths(party);
  const detached = lackingReason(party);
  if (detached) return [detached];
  if (party.namespace.kind === 'host') {
    return [{ rule: 'H7', text: `${party.name} uses the host's own network`, at }];
  }
  if (verdict === 'unknown') {
    return [{ rule: 'P11', text: `${party.name} is on networks that this file does not make`, at }];
  }
  return [{ ...(verdict ? words.yes : words.no), at }];
}
