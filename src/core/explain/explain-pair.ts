// Why one side reaches another, or why not, in a project or on a host. On a host only the answer about names differs, since a container asks
// for local names and several stacks may answer.

import { type HostSockets, hostSockets } from '../blast/runtime-sockets.ts';
import { nameList } from '../compose/name-list.ts';
import { aloneIn, type Host, hostName, splitHostName } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { seenBetween } from '../host/host-observed.ts';
import { memberPath } from '../reach/document-paths.ts';
import { isPlace } from '../reach/places.ts';
import { explain } from './explain.ts';
import type { Answer, Explanation, Reason } from './explanation.ts';

/** Explains one ordered pair: names of services as in `facts`, or a place (`reach/places.ts`) on one side. Anything else throws a RangeError. */
export function explainPair(analysis: HostFacts, from: string, to: string): Explanation {
  const { host, topology, reach } = analysis;
  const seen = seenBetween(analysis, from, to);
  const answers = {
    ...explain(topology, reach, from, to, socketsOf(host)),
    ...(seen === null ? {} : { seen }),
  };
  if (aloneIn(host) || isPlace(from) || isPlace(to)) return answers;
  return { ...answers, resolves: nameAnswer(analysis, from, to, answers.resolves) };
}

/** The top-level entries of all stacks that give services a socket of the runtime, by their names in the joined topology. */
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

/** Who answers where `from` asks for the name of `to`. Where nobody does, the reasons why not are those of any pair. */
function nameAnswer(analysis: HostFacts, from: string, to: string, plain: Answer): Answer {
  const { service: name } = splitHostName(to);
  const answers = analysis.names.answers(from, name);
  const asked = `${name}, asked in ${from},`;
  if (answers === 'unknown') {
    const text = `${asked} may have several answers: which network is asked first, or who is on it, is unknown`;
    return { ...plain, reasons: [{ ...firstOf(plain), rule: 'D3', text }] };
  }
  if (answers.length === 0) {
    const [first, ...others] = plain.reasons;
    const text = `${asked} has no answer: ${first?.text ?? ''}`;
    return { ...plain, reasons: [{ ...firstOf(plain), text }, ...others] };
  }
  const stacks = [...new Set(answers.map((answer) => splitHostName(answer).stack))];
  const of = stacks.length === 1 ? `stack ${stacks[0]}` : `stacks ${stacks.join(' and ')}`;
  const at = answers.flatMap((answer) => placesOf(analysis, from, answer));
  const where = networkText(analysis, from, answers);
  const who = answers.length === 1 ? answers[0] : `either of ${nameList(answers)}`;
  const text = `${asked} gives ${who} (${of})${where}`;
  if (answers.includes(to)) return { ...plain, reasons: [{ rule: 'D2', text, at }] };
  return { ...plain, reasons: [{ rule: 'D3', text: `${text}, not ${to}`, at }] };
}

function firstOf({ reasons }: Answer): Reason {
  return reasons[0] ?? { rule: 'D3', text: '', at: [] };
}

/** The network on which the answer is given, where it can be only one. */
function networkText({ reach }: HostFacts, from: string, answers: readonly string[]): string {
  const shared = answers.map((answer) => (answer === from ? [] : reach.pair(from, answer).networks));
  const [first = []] = shared;
  const common = first.filter((network) => shared.every((networks) => networks.includes(network)));
  const [only, ...more] = common;
  return only !== undefined && more.length === 0 ? ` on ${only}` : '';
}

/** The lines that put the answering service on a network of the one that asks. */
function placesOf({ topology, reach }: HostFacts, from: string, answer: string): Reason['at'] {
  if (answer === from) return [['services', answer]];
  const { networks } = reach.pair(from, answer);
  return networks.map((network) => memberPath(topology, reach, answer, network));
}
