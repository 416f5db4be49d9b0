// The options of `export`, for every form that it writes.

import type { ServiceType } from '../../core/export/kubernetes/service-types.ts';
import type { SwarmOptions } from '../../core/export/swarm/stack-context.ts';
import type { HostCommandOptions } from '../input/host-options.ts';

export interface ExportOptions extends HostCommandOptions {
  readonly to: string;
  readonly theme: string;
  readonly embedText?: boolean;
  /** Of HTML: when the page was made, in words of the caller. */
  readonly date?: string;
  /** Of Swarm and Kubernetes. */
  readonly report?: 'pretty' | 'json';
  /** Of Swarm and Kubernetes: what opens, and what is lost, is fine. */
  readonly accept?: boolean;
  /** Of Swarm: what becomes of ports of services that have no way out. */
  readonly internalPorts?: SwarmOptions['internalPorts'];
  /** Of Swarm: what becomes of ports that answer on this machine alone. */
  readonly loopback?: SwarmOptions['loopback'];
  /** Of Kubernetes: addresses that are not the outside. */
  readonly clusterCidr?: readonly string[];
  /** Of Kubernetes: the type of the Services of published ports. */
  readonly serviceType?: ServiceType;
  /** Of Kubernetes: the folder in which each object gets a file. */
  readonly split?: string;
}
