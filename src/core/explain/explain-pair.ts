// Explains why one side reaches another, or not, in a project or on a host. On a host only name resolution differs: containers ask for
// local names, which several stacks may answer.

import { type HostSockets, hostSockets } from '../blast/runtime-sockets.ts';
import { nameList } from '../compose/name-list.ts';
import { type Host, hostName, splitHostName, standaloneStack } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { seenBetween } from '../host/host-observed.ts';
import { memberPath } from '../reach/document-paths.ts';
import { isPlace } from '../reach/places.ts';
import { explain } from './explain.ts';
import type { Answer, Explanation, Reason } from './explanation.ts';

/**
 * Explains one ordered pair: service names as in `facts`, or a place (`reach/places.ts`) on one side. Anything else throws a RangeError.
 */
export function explainPair(analysis: HostFacts, from: string, to: string): Explanation {
  const { host, topology, reach } = analysis;
  const seen = seenBetween(analysis, from, to);
  const answers = {
    ...explain(topology, reach, from, to, socketsOf(host)),
    ...(seen === null ? {} : { seen }),
  };
  if (standaloneStack(host) || isPlace(from) || isPlace(to)) return answers;
  return { ...answers, resolves: nameAnswer(analysis, from, to, answers.resolves) };
}

/** Collects the top-level entries of all stacks that give services a runtime socket, by name in the joined topology. */
function socketsOf({ stacks }: Host): HostSockets {
  const volumes = new Set<string>();
  const [configs, secrets] = [new Map<string, string>(), new Map<string, string>()];
  for (const { id, workspace } of stacks) {
    const ownSockets = hostSockets(workspace);
    for (const name of ownSockets.volumes) volumes.add(hostName(id, name));
    for (const [name, path] of ownSockets.configs) configs.set(hostName(id, name), path);
    for (const [name, path] of ownSockets.secrets) secrets.set(hostName(id, name), path);
  }
  return { volumes, configs, secrets };
}

/** Returns the answer to `from` looking up the name of `to` on a host; without an answering service, the reasons of a plain pair apply. */
function nameAnswer(analysis: HostFacts, from: string, to: string, plain: Answer): Answer {
  const { service: name } = splitHostName(to);
  const answers = analysis.names.answers(from, name);
  const lookup = `${name} in ${from}`;
  if (answers === 'unknown') {
    const text = `${lookup} may resolve to several services: it is unknown which network answers first, or which services are on it`;
    return { ...plain, reasons: [{ ...firstReason(plain), rule: 'D3', text }] };
  }
  if (answers.length === 0) {
    const [first, ...others] = plain.reasons;
    const text = `${name} does not resolve in ${from}: ${first?.text ?? ''}`;
    return { ...plain, reasons: [{ ...firstReason(plain), text }, ...others] };
  }
  const stacks = [...new Set(answers.map((answer) => splitHostName(answer).stack))];
  const stackText = stacks.length === 1 ? `stack ${stacks[0]}` : `stacks ${stacks.join(' and ')}`;
  const at = answers.flatMap((answer) => attachmentPaths(analysis, from, answer));
  const onNetwork = networkText(analysis, from, answers);
  const services = answers.length === 1 ? answers[0] : `either of ${nameList(answers)}`;
  const text = `${lookup} resolves to ${services} (${stackText})${onNetwork}`;
  if (answers.includes(to)) return { ...plain, reasons: [{ rule: 'D2', text, at }] };
  return { ...plain, reasons: [{ rule: 'D3', text: `${text}, not ${to}`, at }] };
}

function firstReason({ reasons }: Answer): Reason {
  return reasons[0] ?? { rule: 'D3', text: '', at: [] };
}

/** Returns the network that gives the answer, when only one is possible. */
function networkText({ reach }: HostFacts, from: string, answers: readonly string[]): string {
  const shared = answers.map((answer) => (answer === from ? [] : reach.pair(from, answer).networks));
  const [first = []] = shared;
  const common = first.filter((network) => shared.every((networks) => networks.includes(network)));
  const [only, ...more] = common;
  return only !== undefined && more.length === 0 ? ` on ${only}` : '';
}

/** Returns the lines that attach the answering service to a network of the asking one. */
function attachmentPaths({ topology, reach }: HostFacts, from: string, answer: string): Reason['at'] {
  if (answer === from) return [['services', answer]];
  const { networks } = reach.pair(from, answer);
  return networks.map((network) => memberPath(topology, reach, answer, network));
}
