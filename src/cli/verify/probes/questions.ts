// Questions to a running project, each with the prediction beside it: about an ordered pair of services in different namespaces, and about
// one service by itself. What is asked of addresses is asked in each family that a container has.

import { eachPort, portCount } from '../../../core/compose/project/ports/port-range.ts';
import type { Topology, Tri } from '../../../core/compose/topology.ts';
import { explain } from '../../../core/explain/explain.ts';
import type { Answer } from '../../../core/explain/explanation.ts';
import { familyNames } from '../../../core/reach/families.ts';
import { hostPlace } from '../../../core/reach/places.ts';
import type { Family, Reach } from '../../../core/reach/reach-model.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { type Deployment, portFits } from '../read-deployment.ts';
import {
  addressesOf,
  familyOf,
  type HostAddress,
  isDead,
  isInSubnet,
  type ProbedNamespace,
  type ProbedServices,
} from './namespaces.ts';

/** One question. The answer is yes if any target accepts a connection, or the name gives any of the addresses. */
export interface Question {
  readonly fact: string;
  readonly predicted: Tri;
  readonly from: ProbedNamespace;
  readonly ask:
    | {
        readonly kind: 'connect';
        readonly targets: readonly string[];
        /** True when the host's userland proxy may accept the connection, so that one closed at once shows nothing. */
        readonly proxied: boolean;
      }
    | { readonly kind: 'look-up'; readonly name: string; readonly addresses: readonly string[] };
  /** An unpredicted cause that may refuse all questions of this kind; reported when none gets through. */
  readonly mayBeRefusedBy?: string;
  /** A possible cause of another answer, with advice; null when none is visible. */
  readonly otherwise?: string | null;
  /** Returns the basis of the prediction; called only when the answer differs. */
  reason(): { readonly at: Path; readonly text: string };
}

/** A fact that cannot be asked about, with the reason. */
export interface Unasked {
  readonly fact: string;
  readonly why: string;
}

export interface QuestionContext {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly deployment: Deployment;
  readonly probed: ProbedServices;
  /** `ADDRESS PORT` of a listener beyond the host; null when none was named. */
  readonly outside: string | null;
}

/** Returns the reasons of an explanation and the last place they name. */
function because(answer: () => Answer): Question['reason'] {
  return () => {
    const { reasons } = answer();
    const at = reasons.flatMap((reason) => [...reason.at]).at(-1) ?? [];
    return { at, text: reasons.map(({ rule, text }) => `${rule}: ${text}`).join('; ') };
  };
}

/** True when a TCP port of the namespace has a listener. */
function listensOn({ listeners }: ProbedNamespace, port: number, family: Family): boolean {
  return listeners[family].some((listener) => listener.port === port);
}

/** Returns the suffix that names the family of a fact. */
export function overFamily(family: Family): string {
  return family === 'ipv6' ? ', over IPv6' : '';
}

/** Returns the families to ask a service in: IPv6 too when its container has it. */
export function familiesOf(namespace: ProbedNamespace): readonly Family[] {
  return namespace.addresses.ipv6.length > 0 ? ['ipv4', 'ipv6'] : ['ipv4'];
}

interface Pair {
  readonly from: string;
  readonly to: string;
  /** The name to look up: that of `to` in its own project. */
  readonly name: string;
  readonly source: ProbedNamespace;
  readonly target: ProbedNamespace;
}

const everywhere = { ipv4: '0.0.0.0', ipv6: '::' } as const;
const loopback = { ipv4: '127.0.0.1', ipv6: '::1' } as const;

// How many ports of one namespace are tried: each gives the same answer.
const portsTried = 8;

export interface PairQuestion {
  readonly kind: 'direct' | 'published' | 'name';
  readonly family: Family;
  readonly question: Question | Unasked;
}

/**
 * Returns the questions of a pair: addresses and published ports in each family, then the name. Includes the reasons for those that cannot
 * be asked.
 */
export function pairQuestions(context: QuestionContext, pair: Pair): readonly PairQuestion[] {
  return [
    ...familiesOf(pair.target).flatMap((family): readonly PairQuestion[] => [
      { kind: 'direct', family, question: direct(context, pair, family) },
      { kind: 'published', family, question: viaHost(context, pair, family) },
    ]),
    { kind: 'name', family: 'ipv4', question: resolves(context, pair) },
  ];
}

function direct({ topology, reach }: QuestionContext, pair: Pair, family: Family): Question | Unasked {
  const { from, to, source, target } = pair;
  const fact = `${from} -> ${to} direct${overFamily(family)}`;
  const predicted = reach.family(family).direct(from, to);
  if (target.owner === null) {
    return {
      fact,
      why: `${to} uses the host's network, so its listeners cannot be told from the host's own`,
    };
  }
  const targets = ownTargets(target, family);
  // What has no address is reached by nobody, and that is measured.
  if (target.addresses[family].length > 0 && targets.length === 0)
    return { fact, why: nothingToAsk(to, target, family) };
  const reason = because(() => explain(topology, reach, from, to).direct);
  return { fact, predicted, from: source, ask: { kind: 'connect', targets, proxied: false }, reason };
}

function viaHost(
  { topology, reach, deployment, probed }: QuestionContext,
  pair: Pair,
  family: Family,
): Question | Unasked {
  const { from, to, source, target } = pair;
  const hostAddress = probed.hostAddress[family];
  const fact = `${from} -> ${to} through a published port${overFamily(family)}`;
  const predicted = reach.family(family).viaHost(from, to);
  if (deployment.foreignHost !== null) return { fact, why: deployment.foreignHost };
  if (hostAddress === null) return { fact, why: 'the host has no default route, so no outside address' };
  const bound = (target.owner?.boundPorts ?? []).filter(
    ({ protocol, hostIp }) => protocol === 'tcp' && (hostIp === everywhere[family] || hostIp === hostAddress),
  );
  // What comes by the proxy of a port may be of the other family behind it.
  const answering = bound.filter(
    ({ containerPort }) =>
      listensOn(target, containerPort, 'ipv4') || listensOn(target, containerPort, family),
  );
  if (bound.length > 0 && answering.length === 0) {
    return { fact, why: `nothing listens behind the published ports of ${to}` };
  }
  const targets = answering.map(({ hostPort }) => `${hostAddress} ${hostPort}`);
  const reason = because(() => explain(topology, reach, from, to).viaHost);
  return { fact, predicted, from: source, ask: { kind: 'connect', targets, proxied: true }, reason };
}

function resolves({ topology, reach, deployment }: QuestionContext, pair: Pair): Question | Unasked {
  const { from, to, name, source, target } = pair;
  const fact = `${from} -> ${to} name`;
  const predicted = reach.resolves(from, to);
  if (source.owner === null) return { fact, why: `${from} uses the host's network and its resolver` };
  // A name that starts with a dash would be an option of the tool.
  if (name.startsWith('-') || /\s/.test(name)) return { fact, why: 'the name cannot be looked up' };
  const owner = target.owner?.service;
  const addresses = deployment.containers
    .filter(({ service }) => service === owner)
    .flatMap((one) => [...addressesOf(one, 'ipv4'), ...addressesOf(one, 'ipv6')]);
  const reason = because(() => explain(topology, reach, from, to).resolves);
  const ask = { kind: 'look-up', name, addresses } as const;
  return { fact, predicted, from: source, ask, otherwise: foreignAnswer(deployment, source, name), reason };
}

/** Returns how another project's container may answer to the name on a shared network (D13). */
function foreignAnswer({ neighbours }: Deployment, { owner }: ProbedNamespace, name: string): string | null {
  for (const network of owner?.networks.keys() ?? []) {
    const holder = neighbours.find((one) => {
      const endpoint = one.networks.get(network);
      return one.running && endpoint !== undefined && [one.name, ...endpoint.aliases].includes(name);
    });
    if (holder === undefined) continue;
    const whose = holder.project === null ? 'of no Compose project' : `of project ${holder.project}`;
    return `Container ${holder.name} ${whose} also answers to ${name} on ${network} (D13). Give one of them another name there, or disconnect it.`;
  }
  return null;
}

/**
 * Returns the questions of a service: its way out, the host, and its published ports. Includes the reasons for those that cannot be asked.
 */
export function serviceQuestions(
  context: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): readonly (Question | Unasked)[] {
  return [
    wayOut(context, service, namespace),
    ...familiesOf(namespace).flatMap((family) => [
      toHost(context, service, namespace, family),
      ...portQuestions(context, service, namespace, family),
    ]),
  ];
}

// How many listeners and addresses of the host are tried: one that answers is enough.
const listenersTried = 3;
const addressesTried = 12;

const firewall =
  "no container reaches the listeners of the host: the host's firewall may refuse them, which is not predicted";

/**
 * Returns the question about listeners of the host itself. Nothing is started, and published ports are left out because they lead to a
 * container.
 */
export function toHost(
  { topology, reach, deployment, probed }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
  family: Family,
): Question | Unasked {
  const fact = `${service} -> the host${overFamily(family)}`;
  const predicted = reach.family(family).facts(service).toHost;
  if (deployment.foreignHost !== null) return { fact, why: deployment.foreignHost };
  const ports = probed.host.listeners[family]
    .filter(({ address, port }) => address === null && !deployment.publishedPorts.has(port))
    .slice(0, listenersTried);
  if (ports.length === 0) {
    const why = 'only published ports of containers listen on all addresses of the host';
    return { fact, why };
  }
  const targets = hostAddressesFor(
    probed.hostAddresses[family],
    probed.hostAddress[family],
    namespace.addresses[family],
  ).flatMap((address) => ports.map(({ port }) => `${address} ${port}`));
  if (targets.length === 0) return { fact, why: 'no address of the host is visible' };
  const reason = because(() => explain(topology, reach, service, hostPlace).direct);
  const ask = { kind: 'connect', targets, proxied: false } as const;
  return { fact, predicted, from: namespace, ask, mayBeRefusedBy: firewall, reason };
}

/** Returns the host's addresses on the service's own bridges, which answer on internal networks too (H2), before its outside address. */
function hostAddressesFor(
  all: readonly HostAddress[],
  outside: string | null,
  addresses: readonly string[],
): readonly string[] {
  const own = all.filter((each) => addresses.some((address) => isInSubnet(each, address)));
  const list = [...own.map(({ address }) => address), outside ?? [], ...all.map(({ address }) => address)];
  return [...new Set(list.flat())].slice(0, addressesTried);
}

/** Returns the question whether the host reaches a service at its own address, at any listening port. */
export function fromHost(
  { topology, reach, deployment, probed }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
  family: Family,
): Question | Unasked {
  const fact = `the host -> ${service}${overFamily(family)}`;
  if (deployment.foreignHost !== null) return { fact, why: deployment.foreignHost };
  if (namespace.owner === null) return { fact, why: `${service} uses the network of the host` };
  const targets = ownTargets(namespace, family);
  if (targets.length === 0 && !isDead(namespace))
    return { fact, why: nothingToAsk(service, namespace, family) };
  return {
    fact,
    predicted: reach.family(family).facts(service).fromHost,
    from: probed.host,
    ask: { kind: 'connect', targets, proxied: false },
    reason: because(() => explain(topology, reach, hostPlace, service).direct),
  };
}

/** Returns `ADDRESS PORT` of each listener in a namespace, at its own addresses. */
function ownTargets({ listeners, addresses }: ProbedNamespace, family: Family): readonly string[] {
  const own = addresses[family];
  return listeners[family]
    .filter(({ address }) => address === null || own.includes(address))
    .slice(0, portsTried)
    .flatMap(({ address, port }) => (address === null ? own : [address]).map((asked) => `${asked} ${port}`));
}

/** Returns why a service's own addresses cannot be asked, for example because it listens elsewhere. */
function nothingToAsk(service: string, namespace: ProbedNamespace, family: Family): string {
  const { addresses, listeners, listens } = namespace;
  if (addresses[family].length === 0) return `${service} has no address to probe${overFamily(family)}`;
  const other = family === 'ipv4' ? 'ipv6' : 'ipv4';
  if (listeners[other].length > 0)
    return `what listens at a TCP port of ${service} listens over ${familyNames[other]} alone`;
  return listens
    ? `what listens at a TCP port of ${service} is bound to loopback, or to an address that it does not have`
    : `nothing listens at a TCP port of ${service}`;
}

export function wayOut(
  { reach, outside }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): Question | Unasked {
  const fact = `${service} way out`;
  if (outside === null) {
    return { fact, why: 'this needs a listener beyond the host: name one with --outside ADDRESS:PORT' };
  }
  const family = familyOf(outside);
  const predicted = reach.family(family).facts(service).egress;
  const reason = () => ({ at: ['services', service], text: '' });
  return {
    fact,
    predicted,
    from: namespace,
    ask: { kind: 'connect', targets: [outside], proxied: false },
    reason,
  };
}

/**
 * Returns the questions about published ports, asked from the host itself, since this machine cannot see whether another one would get in.
 */
export function portQuestions(
  { reach, deployment, probed }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
  family: Family,
): readonly (Question | Unasked)[] {
  const bound = namespace.owner?.boundPorts ?? [];
  const questions: (Question | Unasked)[] = [];
  const all = reach.family(family).facts(service).published;
  for (const published of all.flatMap((range) => (portCount(range) > 1000 ? [] : [...eachPort(range)]))) {
    if (published.service !== service || published.protocol !== 'tcp') continue;
    const port = bound.find((one) => portFits(published, one) && familyOf(one.hostIp) === family);
    // Whether it is bound is a fact of structure.
    if (!port || published.reachableFrom === 'unknown') continue;
    const fact = `${service} port ${port.hostPort} answers the host${overFamily(family)}`;
    if (deployment.foreignHost !== null) {
      questions.push({ fact, why: deployment.foreignHost });
      continue;
    }
    if (
      !listensOn(namespace, port.containerPort, 'ipv4') &&
      !listensOn(namespace, port.containerPort, family)
    ) {
      questions.push({ fact, why: `nothing listens at port ${port.containerPort} of ${service}` });
      continue;
    }
    const address =
      port.hostIp === everywhere[family] ? (probed.hostAddress[family] ?? loopback[family]) : port.hostIp;
    questions.push({
      fact,
      predicted: published.reachableFrom !== 'nowhere',
      from: probed.host,
      ask: { kind: 'connect', targets: [`${address} ${port.hostPort}`], proxied: true },
      reason: () => ({ at: ['services', service, 'ports', published.index], text: '' }),
    });
  }
  return questions;
}
