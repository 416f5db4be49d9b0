// Questions about one ordered pair of services in different namespaces: addresses, published ports, name. What is asked of
// addresses is IPv4.

import { explain } from '../../../core/analysis/explain/explain.ts';
import type { ProbedNamespace } from './namespaces.ts';
import {
  because,
  isKnown,
  listensOn,
  type Question,
  type QuestionContext,
  type Unasked,
  unknownFact,
} from './question.ts';

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly source: ProbedNamespace;
  readonly target: ProbedNamespace;
}

// How many ports of one namespace are tried: each gives the same answer.
const portsTried = 8;

/** The three questions of a pair, or why one cannot be asked. */
export function pairQuestions(context: QuestionContext, pair: Pair): readonly (Question | Unasked)[] {
  return [direct(context, pair), viaHost(context, pair), resolves(context, pair)];
}

function direct({ topology, reach }: QuestionContext, pair: Pair): Question | Unasked {
  const { from, to, source, target } = pair;
  const fact = `${from} -> ${to} direct`;
  const predicted = reach.family('ipv4').direct(from, to);
  if (!isKnown(predicted)) return { fact, why: unknownFact };
  if (target.owner === null) {
    return { fact, why: `${to} is open: what listens there cannot be distinguished from the host's own` };
  }
  if (target.addresses.length > 0 && target.listeners.length === 0) {
    return { fact, why: `nothing listens in ${to}` };
  }
  const targets = target.listeners
    .slice(0, portsTried)
    .flatMap(({ address, port }) =>
      target.addresses.filter((own) => address === null || address === own).map((own) => `${own} ${port}`),
    );
  const reason = because(() => explain(topology, reach, from, to).direct);
  return { fact, predicted, from: source, ask: { kind: 'connect', targets, proxied: false }, reason };
}

function viaHost({ topology, reach, deployment, probed }: QuestionContext, pair: Pair): Question | Unasked {
  const { from, to, source, target } = pair;
  const { hostAddress } = probed;
  const fact = `${from} -> ${to} through a published port`;
  const predicted = reach.family('ipv4').viaHost(from, to);
  if (!isKnown(predicted)) return { fact, why: unknownFact };
  if (deployment.foreignHost !== null) return { fact, why: deployment.foreignHost };
  if (hostAddress === null) return { fact, why: 'the host has no default route, so no outside address' };
  const bound = (target.owner?.boundPorts ?? []).filter(
    ({ protocol, hostIp }) => protocol === 'tcp' && (hostIp === '0.0.0.0' || hostIp === hostAddress),
  );
  const answering = bound.filter(({ containerPort }) => listensOn(target, containerPort));
  if (bound.length > 0 && answering.length === 0) {
    return { fact, why: `nothing listens behind the published ports of ${to}` };
  }
  const targets = answering.map(({ hostPort }) => `${hostAddress} ${hostPort}`);
  const reason = because(() => explain(topology, reach, from, to).viaHost);
  return { fact, predicted, from: source, ask: { kind: 'connect', targets, proxied: true }, reason };
}

function resolves({ topology, reach, deployment }: QuestionContext, pair: Pair): Question | Unasked {
  const { from, to, source, target } = pair;
  const fact = `${from} -> ${to} name`;
  const predicted = reach.resolves(from, to);
  if (!isKnown(predicted)) return { fact, why: unknownFact };
  if (source.owner === null) return { fact, why: `${from} is open and asks the resolver of the host` };
  // A name that starts with a dash would be an option of the tool.
  if (to.startsWith('-') || /\s/.test(to)) return { fact, why: 'the name cannot be asked for' };
  const owner = target.owner?.service;
  const addresses = deployment.containers
    .filter(({ service }) => service === owner)
    .flatMap(({ networks }) => [...networks.values()].map(({ address }) => address))
    .filter((address) => address !== '');
  const reason = because(() => explain(topology, reach, from, to).resolves);
  return { fact, predicted, from: source, ask: { kind: 'look-up', name: to, addresses }, reason };
}
