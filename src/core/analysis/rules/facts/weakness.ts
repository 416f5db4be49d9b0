// What makes a container worth taking over: more rights than it starts with.

import { normalizeCapability } from '../../../compose/project/normalize-capability.ts';
import type { Service } from '../../../compose/topology.ts';
import { isSocketMount } from './runtime-sockets.ts';

const noVolumes: ReadonlySet<string> = new Set();

/** The strongest right of a service beyond the default, in words that follow "which"; null for none. */
export function weaknessOf(service: Service): string | null {
  if (service.privileged === true) return 'is privileged';
  if (service.mounts.some((mount) => isSocketMount(mount, noVolumes))) return 'holds the runtime socket';
  const added = service.capAdd.map(normalizeCapability);
  const strong = added.find((name) => name === 'ALL' || name === 'SYS_ADMIN' || name === 'NET_ADMIN');
  return strong ? `adds ${strong}` : null;
}
