// Drawing who needs whom, and what alone answers outside: both become intents of the file.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import { readPort } from '../../../core/compose/operations/steps/port-text.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { knownPorts } from '../../../core/images/catalogue.ts';
import { statedIntents } from '../../../core/needs/must-needs.ts';

/** A need or an intent that is drawn, as one step. */
export interface DrawnIntent {
  readonly label: string;
  readonly operations: readonly Operation[];
}

/** Returns the step that states that `from` needs `to` (a service, or `outside` for a way out); the reason when it cannot be stated. */
export function drawNeed({ topology, files }: Workspace, from: string, to: string): DrawnIntent | string {
  const unknown = [from, to].find(
    (name) => !topology.services.has(name) && !(name === 'outside' && name === to),
  );
  if (unknown !== undefined) return `There is no container '${unknown}'.`;
  if (from === to) return `${from} cannot need itself.`;
  const label = to === 'outside' ? `${from} needs a way out` : `${from} needs ${to}`;
  const text = `${from} -> ${to}`;
  if (statedIntents({ files }).some((stated) => stated.kind === 'must' && stated.text === text))
    return `${label} already.`;
  return { label, operations: [{ type: 'intent', kind: 'must', text }] };
}

/** Returns the steps that take back the needs of a service that are stated between two services alone. */
export function drawnNeedsOf(workspace: Pick<Workspace, 'files'>, service: string): readonly DrawnIntent[] {
  return statedIntents(workspace).flatMap(({ kind, text }) => {
    const [from, to] = text.split(' -> ');
    if (kind !== 'must' || from !== service || to === undefined) return [];
    return [{ label: `${from} no longer needs ${to}`, operations: [{ type: 'unintent', kind, text }] }];
  });
}

/** Returns the port that is proposed for publishing a service, as `HOST:CONTAINER`; its own where it publishes one, '' for an unknown one. */
export function proposedPort({ topology }: Pick<Workspace, 'topology'>, name: string): string {
  const service = topology.services.get(name);
  if (service === undefined) return '';
  const published = service.ports.find(({ form }) => form === 'short');
  if (published !== undefined) return published.raw;
  const [port] = knownPorts(service);
  if (port === undefined) return '';
  return `${port.first < 1024 ? 8000 + port.first : port.first}:${port.first}`;
}

/** Returns the step that publishes a port of `service` and states that nothing else answers the outside; the reason when it cannot. */
export function exposeOnly(workspace: Workspace, service: string, text: string): DrawnIntent | string {
  const known = workspace.topology.services.get(service);
  const port = readPort(text.trim());
  if (known === undefined) return `There is no container '${service}'.`;
  if (!port.ok || port.value.hostPort === '') return 'Type HOST:CONTAINER, such as 8080:80.';
  const { hostPort, protocol } = port.value;
  const wanted = `${service}:${hostPort}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  const others = statedIntents(workspace).filter(({ kind, text }) => kind === 'exposed' && text !== wanted);
  return {
    label: `Only ${service}:${hostPort} answers outside`,
    operations: [
      { type: 'publish', service, port: port.value },
      { type: 'intent', kind: 'exposed', text: wanted },
      ...others.map((other): Operation => ({ type: 'unintent', kind: 'exposed', text: other.text })),
    ],
  };
}
