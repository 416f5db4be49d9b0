// How much a picture or report leaves out, so that nobody takes it for the whole file.

import type { Topology } from '../compose/topology.ts';

export interface Hidden {
  readonly what: string;
  readonly count: number;
}

/** How many values of each kind the services hold that are not shown. */
export function countHidden({ services }: Topology): readonly Hidden[] {
  const counts = { environment: 0, commands: 0, labels: 0, mounts: 0 };
  for (const { environment, command, entrypoint, healthcheck, labels, mounts } of services.values()) {
    counts.environment += environment.length;
    counts.commands += [command, entrypoint, healthcheck].filter((words) => words !== null).length;
    counts.labels += labels.length;
    counts.mounts += mounts.length;
  }
  return [
    { what: 'environment entries', count: counts.environment },
    { what: 'commands', count: counts.commands },
    { what: 'labels', count: counts.labels },
    { what: 'mounts', count: counts.mounts },
  ];
}
