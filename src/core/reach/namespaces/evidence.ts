// The evidence for a prediction: measured on a real Engine, or taken from source, tests and release notes. docs/semantics states it rule by
// rule.

import { engineKinds } from '../engine-kinds.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Evidence, ReachOptions } from '../reach-model.ts';
import { hasIngressPort } from './ingress-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** The measured release lines: the minor release since which no stated behaviour changes, and the newest release that was run. */
export const measuredLines: ReadonlyMap<number, { readonly since: number; readonly newest: string }> =
  new Map([
    [26, { since: 0, newest: '26.1.5' }],
    // Releases before 28.2 treat replies differently (E5).
    [28, { since: 2, newest: '28.5.2' }],
    [29, { since: 0, newest: '29.7.2' }],
  ]);

/**
 * Returns the evidence for an Engine with its daemon settings. Direct routing and a disabled proxy were measured on 28 and 29, nftables on
 * 29.
 */
export function engineEvidence({
  engine,
  userlandProxy,
  directRouting,
  firewallBackend,
  rootless,
}: ReachOptions): Evidence {
  // The measurement without root used Docker Compose over the API.
  if (engineKinds[engine.kind].measured !== null)
    return rootless === true && engine.kind === 'podman-compose' ? 'documentation' : 'measured';
  const line = measuredLines.get(engine.major);
  if (line === undefined || engine.minor < line.since) return 'documentation';
  if (firewallBackend === 'nftables' && engine.major !== 29) return 'documentation';
  return engine.major >= 28 || (userlandProxy && !directRouting) ? 'measured' : 'documentation';
}

/** Returns the evidence for the facts of one namespace: the weakest of the Engine's and of each of its networks'. */
export function namespaceEvidence(
  engine: Evidence,
  { endpoints, owner }: Namespace,
  { filters, ipv6Measured, gatewayBridge }: EngineBehaviour,
): Evidence {
  // The measured swarm ran on a kernel without IPVS, which ports in ingress mode need.
  if (gatewayBridge && owner && hasIngressPort(owner)) return 'documentation';
  const doubtful = endpoints.some(({ segment }) => segment.evidence === 'documentation');
  const hasIpv6 = endpoints.some(({ segment }) => segment.roles.ipv6.present !== false);
  return doubtful || (hasIpv6 && (!filters.ipv6 || !ipv6Measured)) ? 'documentation' : engine;
}
