// A running project against its files, as far as the Engine reports them itself: containers, networks, endpoints, ports, rights.

import { dockerNameOf } from '../../core/compose/docker-name-of.ts';
import type { Network, Service } from '../../core/compose/topology.ts';
import { namesText, networkFacts } from '../../core/host/running/network-facts.ts';
import type { RunningContainer, RunningNetwork } from '../../core/host/running/running-host.ts';
import { networkCreateCommand, shellCommand } from '../../core/quote/shell-word.ts';
import { compareContainers, compareEndpoints, comparePorts } from './compare-containers.ts';
import { compareStructure, deployAdvice, type StructureContext } from './tally.ts';

/** Compares everything that the Engine reports; `project` is the name in its networks' labels. */
export function compareDeployment(context: StructureContext, project: string): void {
  compareContainers(context);
  compareNetworks(context, project);
  for (const container of context.deployment.containers) {
    const service = context.topology.services.get(container.service);
    if (!service || !context.reach.facts.has(service.name)) continue;
    const label = service.replicas > 1 ? container.name : service.name;
    compareEndpoints(context, project, service, container, label);
    comparePorts(context, service, container, label);
    compareRights(context, service, container, label);
  }
}

/** Compares the privileges of one container; `label` names it. */
function compareRights(
  context: StructureContext,
  service: Service,
  container: RunningContainer,
  label: string,
): void {
  const compare = (fact: string, key: string, predicted: string, measured: string): void => {
    const at = ['services', service.name, key];
    compareStructure(
      context,
      `${label} ${fact}`,
      at,
      { predicted, measured },
      deployAdvice(context, service.name),
    );
  };
  compare('capabilities added', 'cap_add', capabilities(service.capAdd), capabilities(container.capAdd));
  compare('capabilities dropped', 'cap_drop', capabilities(service.capDrop), capabilities(container.capDrop));
  if (service.privileged === 'unknown') {
    context.tally.skipped.push({ fact: `${label} privileged`, reason: 'the file leaves it unknown' });
  } else {
    compare('privileged', 'privileged', String(service.privileged), String(container.privileged));
  }
  // Without `user` the image decides, which the file does not state.
  if (service.user !== null) compare('user', 'user', service.user, container.user || 'not set');
}

/** Normalizes capabilities, which may have any case and a prefix (K1). */
function capabilities(names: readonly string[]): string {
  return namesText(names.map((name) => name.toUpperCase().replace(/^CAP_/, '')));
}

/** Compares every network of an active service. */
function compareNetworks(context: StructureContext, project: string): void {
  const { topology, reach, deployment } = context;
  const used = new Set([...reach.facts.values()].flatMap(({ networks }) => networks));
  for (const network of topology.networks.values()) {
    if (!used.has(network.name)) continue;
    const name = dockerNameOf(network, project);
    const running = name === null ? undefined : deployment.networks.get(name);
    const fact = `network ${network.name}`;
    if (name === null) {
      context.tally.skipped.push({ fact, reason: 'its name is unknown' });
      continue;
    }
    const at = ['networks', network.name];
    const there = { predicted: 'there', measured: running ? 'there' : 'absent' };
    const make =
      network.external === true ? `Create it: ${networkCreateCommand(name)}` : deployAdvice(context, null);
    compareStructure(context, fact, at, there, make);
    // N1: what the file sets beside the name of an external network has no effect.
    if (running && network.external === false) compareOptions(context, network, running);
  }
}

function compareOptions(context: StructureContext, network: Network, running: RunningNetwork): void {
  const at = ['networks', network.name];
  const compare = (fact: string, key: string, predicted: string, measured: string): void =>
    compareStructure(
      context,
      `network ${network.name} ${fact}`,
      [...at, key],
      { predicted, measured },
      deployAdvice(context, null),
    );
  for (const { fact, key, predicted, measured } of networkFacts(
    network,
    running,
    context.reach.options.ipv6Default === true,
  )) {
    if (predicted !== 'unknown') compare(fact, key, String(predicted), measured);
    else
      context.tally.skipped.push({
        fact: `network ${network.name} ${fact}`,
        reason: 'the file leaves it unknown',
      });
  }

  const { projectIds } = context.deployment;
  const strangers = [...running.members].filter(([id]) => !projectIds.has(id)).map(([, name]) => name);
  const values = { predicted: 'none', measured: namesText(strangers) };
  const advice = `These containers are not part of the project. Disconnect them: ${shellCommand(['docker', 'network', 'disconnect'], [running.name])} NAME.`;
  compareStructure(context, `network ${network.name} strangers`, at, values, advice);
}
