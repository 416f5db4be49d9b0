// What `exposed` intents allow, all of them together: whether a way in is one that a person has stated.

import { parsePortRange } from '../../compose/project/ports/parse-ports.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { ExpectedPort, Intent } from './intent.ts';
import { readIntents } from './read-intents.ts';

/** A port as ways in carry it: a number, a range, or '' for every port and for one that the host picks. */
export interface PortWords {
  readonly service: string;
  readonly port: string;
  readonly protocol: string;
}

/** Every port of every `exposed` intent; null where the file states none at all. */
export function expectedPorts(workspace: Workspace): readonly ExpectedPort[] | null {
  return expectedIn(readIntents(workspace).list);
}

/** The same of a list of intents. */
export function expectedIn(list: readonly Intent[]): readonly ExpectedPort[] | null {
  const stated = list.filter((intent) => intent.kind === 'exposed');
  return stated.length === 0 ? null : stated.flatMap(({ ports }) => ports);
}

/** Whether an expected port covers another: all ports, the same one, or a range around it. */
export function covers(expected: ExpectedPort, { service, port, protocol }: PortWords): boolean {
  if (expected.service !== service && !isOfStack(expected.service, service)) return false;
  if (expected.port === '') return true;
  if (expected.protocol !== (protocol || 'tcp')) return false;
  const wide = parsePortRange(expected.port);
  const narrow = parsePortRange(port);
  return wide !== null && narrow !== null && wide.first <= narrow.first && narrow.last <= wide.last;
}

/** Whether `STACK/*` stands for a service of a host. */
function isOfStack(expected: string, service: string): boolean {
  return expected.endsWith('/*') && service.startsWith(expected.slice(0, -1));
}

/** How `exposed` lists one port: `proxy:443`, `dns:53/udp`; the service alone where the port is not fixed. */
export function exposedText(service: string, port: string, protocol: string): string {
  if (port === '') return service;
  return protocol === 'tcp' || protocol === '' ? `${service}:${port}` : `${service}:${port}/${protocol}`;
}
