// Questions about one service by itself: its way out, whether it reaches the host, and whether its published ports answer.

import { explain } from '../../../core/analysis/explain/explain.ts';
import { hostPlace } from '../../../core/analysis/explain/places.ts';
import { portFits } from '../structure/port-fits.ts';
import { type HostAddress, isBeside, type ProbedNamespace } from './namespaces.ts';
import {
  because,
  isKnown,
  listensOn,
  type Question,
  type QuestionContext,
  type Unasked,
  unknownFact,
} from './question.ts';

/** The questions of a service, or why one cannot be asked. */
export function serviceQuestions(
  context: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): readonly (Question | Unasked)[] {
  return [
    wayOut(context, service, namespace),
    toHost(context, service, namespace),
    ...portQuestions(context, service, namespace),
  ];
}

// How many listeners and addresses of the host are tried: one that answers is enough.
const listenersTried = 3;
const addressesTried = 12;

const firewall =
  'no container reaches what listens on the host: the firewall of the host may refuse it, which is not predicted';

/** Asks listeners of the host itself: nothing is started, and a published port would lead to a container. */
function toHost(
  { topology, reach, deployment, probed }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): Question | Unasked {
  const fact = `${service} -> the host`;
  const predicted = reach.family('ipv4').facts(service).toHost;
  if (!isKnown(predicted)) return { fact, why: unknownFact };
  if (deployment.foreignHost !== null) return { fact, why: deployment.foreignHost };
  const ports = probed.host.listeners
    .filter(({ address, port }) => address === null && !deployment.publishedPorts.has(port))
    .slice(0, listenersTried);
  if (ports.length === 0) {
    const why = 'nothing listens on all addresses of the host but ports that containers publish';
    return { fact, why };
  }
  const targets = hostAddressesFor(probed.hostAddresses, probed.hostAddress, namespace).flatMap((address) =>
    ports.map(({ port }) => `${address} ${port}`),
  );
  if (targets.length === 0) return { fact, why: 'no address of the host is to be seen' };
  const reason = because(() => explain(topology, reach, service, hostPlace).direct);
  const ask = { kind: 'connect', targets, proxied: false } as const;
  return { fact, predicted, from: namespace, ask, mayBeRefusedBy: firewall, reason };
}

/** Those of its own bridges first, which answer on internal networks, too (H2); then the one towards the outside. */
function hostAddressesFor(
  all: readonly HostAddress[],
  outside: string | null,
  { addresses }: ProbedNamespace,
): readonly string[] {
  const own = all.filter((each) => addresses.some((address) => isBeside(each, address)));
  const list = [...own.map(({ address }) => address), outside ?? [], ...all.map(({ address }) => address)];
  return [...new Set(list.flat())].slice(0, addressesTried);
}

function wayOut(
  { reach, outside }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): Question | Unasked {
  const fact = `${service} way out`;
  if (outside === null) {
    return { fact, why: 'needs a listener beyond the host: name one with --outside ADDRESS:PORT' };
  }
  const family = outside.includes(':') ? 'ipv6' : 'ipv4';
  const predicted = reach.family(family).facts(service).egress;
  if (!isKnown(predicted)) return { fact, why: unknownFact };
  const reason = () => ({ at: ['services', service], text: '' });
  return {
    fact,
    predicted,
    from: namespace,
    ask: { kind: 'connect', targets: [outside], proxied: false },
    reason,
  };
}

/** The host itself asks; this machine cannot see whether a machine beyond it would get in. */
function portQuestions(
  { reach, deployment, probed }: QuestionContext,
  service: string,
  namespace: ProbedNamespace,
): readonly (Question | Unasked)[] {
  const bound = namespace.owner?.boundPorts ?? [];
  const questions: (Question | Unasked)[] = [];
  for (const published of reach.family('ipv4').facts(service).published) {
    if (published.service !== service || published.protocol !== 'tcp') continue;
    const port = bound.find((one) => portFits(published, one) && !one.hostIp.includes(':'));
    // Whether it is bound is a fact of structure.
    if (!port || published.reachableFrom === 'unknown') continue;
    const fact = `${service} port ${port.hostPort} answers the host`;
    if (deployment.foreignHost !== null) {
      questions.push({ fact, why: deployment.foreignHost });
      continue;
    }
    if (!listensOn(namespace, port.containerPort)) {
      questions.push({ fact, why: `nothing listens at port ${port.containerPort} of ${service}` });
      continue;
    }
    const address = port.hostIp === '0.0.0.0' ? (probed.hostAddress ?? '127.0.0.1') : port.hostIp;
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
