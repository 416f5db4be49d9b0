// How a container is attached: network mode, networks, and the aliases and addresses it has there.

import { dockerNameOf } from '../../../core/compose/docker-name-of.ts';
import type { Service } from '../../../core/compose/topology.ts';
import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { compareStructure, namesText, recreateAdvice, type StructureContext } from './structure-context.ts';

/** Compares the attachments of one container; `label` names it. */
export function compareEndpoints(
  context: StructureContext,
  project: string,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const path = ['services', service.name] as const;
  const advice = recreateAdvice(service.name);
  const mode = wantedMode(service);
  if (mode === null) {
    context.tally.skipped.push({ fact: `${label} network mode`, reason: 'the file leaves it unknown' });
    return;
  }
  const running =
    service.mode.kind === 'network' ? `network:${container.mode}` : runningMode(context, container);
  const values = { predicted: mode, measured: running };
  const where = service.mode.kind === 'networks' ? 'networks' : 'network_mode';
  compareStructure(context, `${label} network mode`, [...path, where], values, advice);
  if (mode !== 'networks' || running !== 'networks') return;

  const wanted = new Map<string, (typeof service.attachments)[number]>();
  for (const attachment of service.attachments) {
    const network = context.topology.networks.get(attachment.network);
    const name = network ? dockerNameOf(network, project) : null;
    if (name === null) {
      const reason = `the name of network ${attachment.network} is unknown`;
      context.tally.skipped.push({ fact: `${label} networks`, reason });
      return;
    }
    wanted.set(name, attachment);
  }
  const networks = {
    predicted: namesText(wanted.keys()),
    measured: namesText(container.networks.keys()),
  };
  compareStructure(context, `${label} networks`, [...path, 'networks'], networks, advice);
  for (const [name, { network, aliases, ipv4 }] of wanted) {
    const endpoint = container.networks.get(name);
    if (!endpoint) continue;
    const at = [...path, 'networks', network];
    // Compose adds names of its own: only those of the file are looked for, and others that are none of these.
    const own = new Set([service.name, container.name, container.id.slice(0, 12), service.hostname ?? '']);
    const measured = namesText(endpoint.aliases.filter((alias) => !own.has(alias)));
    const predicted = namesText(aliases.filter((alias) => !own.has(alias)));
    compareStructure(context, `${label} aliases on ${network}`, at, { predicted, measured }, advice);
    if (ipv4 === null && endpoint.fixedAddress === null) continue;
    const addresses = { predicted: ipv4 ?? 'any', measured: endpoint.fixedAddress ?? 'any' };
    compareStructure(context, `${label} address on ${network}`, at, addresses, advice);
  }
}

function wantedMode({ mode }: Service): string | null {
  switch (mode.kind) {
    case 'networks':
    case 'none':
    case 'host':
    case 'bridge':
      return mode.kind;
    case 'network':
      return `network:${mode.of}`;
    case 'service':
      return `service:${mode.of}`;
    case 'container':
    case 'unknown':
      return null;
  }
}

function runningMode({ deployment }: StructureContext, { mode }: RunningContainer): string {
  if (mode === 'none' || mode === 'host' || mode === 'bridge') return mode;
  // `network_mode: default` of older calls is the default bridge.
  if (mode === 'default') return 'bridge';
  if (!mode.startsWith('container:')) return 'networks';
  const target = mode.slice('container:'.length);
  const owner = deployment.containers.find(({ id, name }) => id === target || name === target);
  return owner ? `service:${owner.service}` : mode;
}
