// Whether a port of the Engine is one that the files ask for.

import type { PortBinding } from '../../../core/compose/topology.ts';
import type { RunningPort } from '../../../core/host/running/running-host.ts';

/** Container port and protocol are the same, and the host port is the one of the file, of its range, or any. */
export function portFits(said: PortBinding, port: RunningPort): boolean {
  if (said.containerPort !== port.containerPort || said.protocol !== port.protocol) return false;
  if (said.hostPort === '' || said.hostPort === port.hostPort) return true;
  const pool = /^(\d+)-(\d+)$/.exec(said.hostPort);
  if (!pool) return false;
  const host = Number(port.hostPort);
  return host >= Number(pool[1]) && host <= Number(pool[2]);
}
