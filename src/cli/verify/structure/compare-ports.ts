// Published ports: those a container was made with against those of the files, and where they are bound now against what
// the networks let through (O1, O9, O10, A11, A12).

import type { Published } from '../../../core/analysis/reach/reach-model.ts';
import type { PortBinding, Service } from '../../../core/compose/topology.ts';
import type { RunningContainer, RunningPort } from '../../../core/host/running/running-host.ts';
import { portFits } from './port-fits.ts';
import { compareStructure, namesText, recreateAdvice, type StructureContext } from './structure-context.ts';

/** Compares the ports of one container; `label` names it. */
export function comparePorts(
  context: StructureContext,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const at = ['services', service.name, 'ports'];
  if (service.ports.some(({ problem, unset }) => problem !== null || unset.length > 0)) {
    const reason = 'the file leaves ports unknown (a variable without a value, or a fault)';
    context.tally.skipped.push({ fact: `${label} ports`, reason });
    return;
  }
  const { kind } = service.mode;
  if (kind !== 'networks' && kind !== 'network' && kind !== 'bridge') return;
  const wanted = service.ports.flatMap(({ bindings }) => bindings);
  const values = {
    predicted: namesText(wanted.map(portText)),
    measured: namesText(madeWith(wanted, container.wantedPorts)),
  };
  compareStructure(context, `${label} ports`, at, values, recreateAdvice(service.name));
  if (values.predicted !== values.measured || !container.running) return;

  for (const published of context.reach.facts.get(service.name)?.published ?? []) {
    if (published.service !== service.name) continue;
    const text = portText({ ...published, hostIp: '' });
    if (published.reachableFrom === 'unknown') {
      context.tally.skipped.push({ fact: `${label} port ${text}`, reason: 'the files leave it unknown' });
      continue;
    }
    compareStructure(
      context,
      `${label} port ${text}`,
      [...at, published.index],
      {
        predicted: published.reachableFrom === 'nowhere' ? 'not bound' : `bound to ${boundTo(published)}`,
        measured: boundText(published, container.boundPorts),
      },
      'Another network carries the port than the files say, or a network has other options: see the differences of networks.',
    );
  }
}

/** O14: what says no address is bound in IPv6 alone where the network is routed for IPv4. */
function boundTo({ hostIp, families }: Published): string {
  return hostIp === '0.0.0.0' && families !== 'unknown' && !families.includes('ipv4') ? '::' : hostIp;
}

/** The ports that the container was made with, written as in the files where they fit: the host's address has several spellings. */
function madeWith(wanted: readonly PortBinding[], made: readonly RunningPort[]): readonly string[] {
  return made.map((port) =>
    portText(wanted.find((one) => sameAddress(one, port) && portFits(one, port)) ?? port),
  );
}

function sameAddress(one: PortBinding, { hostIp }: RunningPort): boolean {
  return (one.hostIp || '0.0.0.0') === hostIp;
}

function boundText(published: Published, bound: readonly RunningPort[]): string {
  const addresses = bound.filter((port) => portFits(published, port)).map(({ hostIp }) => hostIp);
  if (addresses.length === 0) return 'not bound';
  // Docker binds the IPv6 address beside 0.0.0.0, which the files do not state.
  const fitting = addresses.find((address) => address === boundTo(published));
  return `bound to ${fitting ?? namesText(addresses)}`;
}

function portText({ hostIp, hostPort, containerPort, protocol }: PortBinding): string {
  const address = hostIp === '' || hostIp === '0.0.0.0' ? '' : `${hostIp}:`;
  return `${address}${hostPort || 'any'}:${containerPort}/${protocol}`;
}
