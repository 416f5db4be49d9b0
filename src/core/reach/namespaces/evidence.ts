// How a prediction is known: measured on a real Engine, or taken from source, tests and release notes of Engines that were not
// run. docs/semantics lists the same rule by rule.

import { engineKinds } from '../engine-kinds.ts';
import type { EngineBehaviour } from '../networks/engine-behaviour.ts';
import type { Evidence, ReachOptions } from '../reach-model.ts';
import { hasIngressPort } from './ingress-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** The lines that were measured: the minor release from which on nothing that is stated here changes, and the newest one that was run. */
export const measuredLines: ReadonlyMap<number, { readonly since: number; readonly newest: string }> =
  new Map([
    [26, { since: 0, newest: '26.1.5' }],
    // Before 28.2 replies are treated otherwise (E5).
    [28, { since: 2, newest: '28.5.2' }],
    [29, { since: 0, newest: '29.7.2' }],
  ]);

/** Of an Engine with its daemon switches: direct routing and no proxy were tried on 28 and 29, nftables on 29. */
export function engineEvidence({
  engine,
  userlandProxy,
  directRouting,
  firewallBackend,
  rootless,
}: ReachOptions): Evidence {
  // Without root it was Docker Compose over the API that was run.
  if (engineKinds[engine.kind].measured !== null)
    return rootless === true && engine.kind === 'podman-compose' ? 'documentation' : 'measured';
  const line = measuredLines.get(engine.major);
  if (line === undefined || engine.minor < line.since) return 'documentation';
  if (firewallBackend === 'nftables' && engine.major !== 29) return 'documentation';
  return engine.major >= 28 || (userlandProxy && !directRouting) ? 'measured' : 'documentation';
}

/** Of the facts about one namespace: no better than the Engine's and than that of any of its networks. */
export function namespaceEvidence(
  engine: Evidence,
  { endpoints, owner }: Namespace,
  { filters, ipv6Measured, gatewayBridge }: EngineBehaviour,
): Evidence {
  // The kernel that ran the swarm had no IPVS, which ports in ingress mode need.
  if (gatewayBridge && owner && hasIngressPort(owner)) return 'documentation';
  const doubtful = endpoints.some(({ segment }) => segment.evidence === 'documentation');
  const hasIpv6 = endpoints.some(({ segment }) => segment.roles.ipv6.present !== false);
  return doubtful || (hasIpv6 && (!filters.ipv6 || !ipv6Measured)) ? 'documentation' : engine;
}
