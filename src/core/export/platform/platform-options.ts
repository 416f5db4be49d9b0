// What a person may choose for an export to another platform, with what holds where nothing is chosen.

import { rangeOf } from '../../analysis/rules/facts/address-ranges.ts';

/** What becomes of ports of services that have no way out: in the ingress network they would get one (SW11). */
export const internalPortsChoices = ['refuse', 'drop', 'edge'] as const;
/** What becomes of ports that answer on this machine alone: Swarm has them on every address (SW12). */
export const loopbackChoices = ['refuse', 'drop'] as const;
/** The types of Services for ports that are published to the outside. */
export const serviceTypes = ['LoadBalancer', 'NodePort', 'ClusterIP'] as const;

export interface SwarmOptions {
  readonly internalPorts: (typeof internalPortsChoices)[number];
  readonly loopback: (typeof loopbackChoices)[number];
}

export interface KubernetesOptions {
  /** Ranges that are not the outside: of pods, Services, nodes and private networks. */
  readonly clusterCidrs: readonly string[];
  readonly serviceType: (typeof serviceTypes)[number];
}

export const defaultSwarmOptions: SwarmOptions = { internalPorts: 'refuse', loopback: 'refuse' };

export const defaultKubernetesOptions: KubernetesOptions = {
  clusterCidrs: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'],
  serviceType: 'LoadBalancer',
};

/** Why a text is no range of addresses, as a sentence; null where it is one. */
export function whyNoRange(text: string): string | null {
  return rangeOf(text) === null ? `${text} is no range of addresses, such as 10.0.0.0/8.` : null;
}
