// CN847. Owns: the API of an Engine that another machine gets to, by a listener of the machine or by a published proxy of its socket. Which
// neighbours of one machine reach such a proxy is CN503.

import { nameList } from '../compose/name-list.ts';
import type { Tri } from '../compose/topology.ts';
import type { Report, Rule } from '../findings/finding.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import type { MachineNode } from '../fleet/machine-node.ts';
import { isAskedAt } from '../fleet/reach/fleet-port.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { askersOf, bindFix, hostPortText, publishedPath, serviceOnFleet } from './facts/fleet-ports.ts';

/** The ports of the API: in the clear, and with certificates. */
const enginePorts: readonly number[] = [2375, 2376];

export const rule: Rule = {
  id: 'CN847',
  slug: 'engine-on-network',
  title: 'The API of an Engine answers another machine',
  why: 'Whoever reaches the API starts a container that mounts the whole machine, so it is root for everybody on that network. Scanners look for port 2375 all day.',
  remediation:
    'Take `tcp://` out of `hosts` of the daemon and use `ssh://` in a context, or demand certificates of clients (`tlsverify`); bind a published proxy of the socket to 127.0.0.1.',
  severity: 'error',
  source: 'FL7, FL12; Docker: protect the daemon socket',
  *checkFleet(facts) {
    for (const node of facts.connector.map.machines.values()) yield* listening(facts, node);
    for (const port of facts.reach.ports) {
      const service = serviceOnFleet(facts, port.service);
      const isApi = enginePorts.includes(port.containerPort);
      if (!isApi || !service || catalogueEntry(service.image)?.kind !== 'socket-proxy') continue;
      const answersTo = (asker: string, answers: readonly Tri[]): boolean =>
        port.places.some((place) => answers.includes(facts.reach.ask(asker, port, place).answer));
      const all = askersOf(facts, port.machine);
      const sure = all.filter((asker) => answersTo(asker, [true]));
      const askers = sure.length > 0 ? sure : all.filter((asker) => answersTo(asker, ['unknown']));
      if (askers.length === 0) continue;
      yield {
        machine: port.machine,
        certainty: sure.length > 0 ? 'certain' : 'inferred',
        subjects: [port.service],
        message: `${port.service} forwards the API of the Engine of ${port.machine} and answers ${nameList(askers)} at ${hostPortText(port)}. Bind the port to 127.0.0.1.`,
        at: publishedPath(port),
        fixes: [bindFix(port, '127.0.0.1', 'Bind to 127.0.0.1')],
        evidence: [port.service, hostPortText(port), ...askers],
      };
    }
  },
};

/** Yields a report where a process of a machine offers the API beyond it. */
function* listening(facts: FleetFacts, node: MachineNode): Iterable<Report> {
  const { name, links } = node;
  const isPublished = (port: number) =>
    facts.reach.ports.some((one) => one.machine === name && isAskedAt(one, port));
  for (const port of statedPorts(node)) {
    if (isPublished(port)) continue;
    const askers = askersOf(facts, name).filter((asker) =>
      links
        .flatMap(({ addresses }) => addresses)
        .some(
          (address) => facts.connector.askAddress(asker, { address, port, protocol: 'tcp' }).answer === true,
        ),
    );
    if (askers.length === 0) continue;
    const key = node.source.stated.daemon === null ? 'record' : 'daemon';
    yield {
      machine: null,
      certainty: port === 2375 ? 'certain' : 'inferred',
      subjects: [name],
      message: `The API of the Engine of ${name} answers ${nameList(askers)} at ${port}${port === 2376 ? ', and no record says that it asks for certificates' : ' without a login'}. Take it off the network: docker reaches it over ssh.`,
      at: ['machines', name, key],
      evidence: [name, String(port), ...askers],
    };
  }
}

/** Returns the ports on which a process of the machine offers the API beyond the loopback; none where clients need certificates. */
function statedPorts({ source: { machine, stated } }: MachineNode): readonly number[] {
  const daemon = { ...stated.daemon, ...machine?.daemon };
  const hosts = Array.isArray(daemon.hosts) ? daemon.hosts : [];
  const named = hosts.flatMap((host) => {
    const [, address = '', port = ''] = /^tcp:\/\/(.*?)(?::(\d+))?$/.exec(String(host)) ?? [];
    return address === '' || address.startsWith('127.') ? [] : [port === '' ? 2375 : Number(port)];
  });
  const heard = (machine?.listeners ?? [])
    .filter(({ address, protocol }) => protocol === 'tcp' && !/^(?:127\.|\[?::1)/.test(address))
    .map(({ port }) => port)
    .filter((port) => enginePorts.includes(port));
  const isGuarded = daemon.tlsverify === true;
  return isGuarded ? [] : [...new Set([...named, ...heard])];
}
