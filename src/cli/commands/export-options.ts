// The options of `export`, for every form that it writes.

import type { ServiceType } from '../../core/export/kubernetes/service-types.ts';
import type { SwarmOptions } from '../../core/export/swarm/stack-context.ts';
import type { HostCommandOptions } from '../input/host-options.ts';

export interface ExportOptions extends HostCommandOptions {
  readonly to: string;
  readonly theme: string;
  readonly embedText?: boolean;
  /** HTML: the date of the page, in the caller's words. */
  readonly date?: string;
  /** Swarm and Kubernetes: the form of the report. */
  readonly report?: 'pretty' | 'json';
  /** Swarm and Kubernetes: accepts what the export opens or loses. */
  readonly accept?: boolean;
  /** Swarm: how to treat ports of services without a way out. */
  readonly internalPorts?: SwarmOptions['internalPorts'];
  /** Swarm: how to treat ports bound to loopback. */
  readonly loopback?: SwarmOptions['loopback'];
  /** Kubernetes: address ranges that do not count as outside. */
  readonly clusterCidr?: readonly string[];
  /** Kubernetes: the type of the Services for published ports. */
  readonly serviceType?: ServiceType;
  /** Kubernetes: the folder for one file per object. */
  readonly split?: string;
}
