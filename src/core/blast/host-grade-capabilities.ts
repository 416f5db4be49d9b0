// The capabilities that give control of the host or help to gain it (P5).

import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';

const hostGrade: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_BOOT',
  'SYS_TIME',
  'DAC_READ_SEARCH',
  'BPF',
  'PERFMON',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'LINUX_IMMUTABLE',
  'CHECKPOINT_RESTORE',
]);

/** Capabilities that do not control the host by themselves but help an attack: memory of other processes, kernel log and addresses. */
const weakening: ReadonlySet<string> = new Set(['SYS_PTRACE', 'SYSLOG']);

/** True when an item of `cap_add` weakens the isolation from the host without voiding it. */
export function isWeakening(service: Pick<Service, 'pid'>, text: string): boolean {
  const capability = normalizeCapability(text);
  return capability !== null && weakening.has(capability) && !isHostGrade(service, text);
}

/** True when an item of `cap_add` reaches the host; SYS_PTRACE does so together with the host's processes. */
export function isHostGrade({ pid }: Pick<Service, 'pid'>, text: string): boolean {
  const capability = normalizeCapability(text);
  if (capability === 'SYS_PTRACE') return pid === 'host';
  return capability !== null && hostGrade.has(capability);
}
