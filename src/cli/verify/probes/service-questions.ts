// Questions about one service by itself: its way out, and whether its published ports answer.

import { portFits } from '../structure/port-fits.ts';
import type { ProbedNamespace } from './namespaces.ts';
import {
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
  return [wayOut(context, service, namespace), ...portQuestions(context, service, namespace)];
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

/** The host itself asks: whether a machine beyond it would get in is not for this machine to see. */
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
    // Where it is bound, or not, is a fact of structure.
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
