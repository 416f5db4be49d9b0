// Which capabilities a container of a service ends up with (rules K1 to K7). The order of the lists does not matter (K5).

import type { Service } from '../../topology.ts';
import { capabilities } from './capability-names.ts';
import { normalizeCapability } from './normalize-capability.ts';

/** Names in the order of their numbers; `unknown` are the texts that the Engine would refuse, as written. */
export interface EffectiveCapabilities {
  readonly effective: readonly string[];
  readonly bounding: readonly string[];
  readonly unknown: readonly string[];
}

/** Whether a service may have more than that: it is not known whether it is privileged, or what is added. */
export function mayHaveMore({ privileged, capAdd }: Pick<Service, 'capAdd' | 'privileged'>): boolean {
  return privileged === 'unknown' || capAdd.includes('');
}

/** What the first process may do (`effective`) and what any process in the container may gain (`bounding`). */
export function effectiveCapabilities(
  service: Pick<Service, 'capAdd' | 'capDrop' | 'privileged' | 'user'>,
): EffectiveCapabilities {
  // Nothing is what a variable without a value leaves: it may be any.
  const unknown = [...service.capAdd, ...service.capDrop].filter(
    (text) => text !== '' && normalizeCapability(text) === null,
  );
  const add = new Set(service.capAdd.map(normalizeCapability));
  const drop = new Set(service.capDrop.map(normalizeCapability));
  const bounding: string[] = [];
  for (const { name, byDefault } of capabilities) {
    if (isGranted(name, byDefault, add, drop, service.privileged === true)) bounding.push(name);
  }
  // K7: a process that is not root starts with none; the set only bounds what setuid and file capabilities give.
  return { effective: isRoot(service.user) ? bounding : [], bounding, unknown };
}

function isGranted(
  name: string,
  byDefault: boolean,
  add: ReadonlySet<string | null>,
  drop: ReadonlySet<string | null>,
  privileged: boolean,
): boolean {
  if (privileged) return true; // K6
  if (add.has('ALL')) return !drop.has(name); // K2
  if (drop.has('ALL')) return add.has(name); // K3
  return add.has(name) || (byDefault && !drop.has(name)); // K4
}

/** No `user` is taken for root: what the image says is not in the file. */
function isRoot(user: string | null): boolean {
  const name = user?.split(':')[0] ?? '';
  return name === '' || name === 'root' || /^0+$/.test(name);
}
