// One pair, tried: from the namespace of the one to the ports and the name of the other, as a container there would, beside what was
// predicted. The questions and the probes are those of `verify`. Asked once, limited in count and time, and listed before it runs.

import type { Tri } from '../../core/compose/topology.ts';
import { type Host, hostName, splitHostName } from '../../core/host/host.ts';
import type { HostFacts } from '../../core/host/host-facts.ts';
import type { RunningContainer, RunningHost } from '../../core/host/running/running-host.ts';
import { noProject } from '../../core/host/running/running-projects.ts';
import { deadNamespaceText } from '../../core/plan/plan-sentences.ts';
import { shellCommand } from '../../core/quote/shell-word.ts';
import { hostPlace, isBeyondHost, isPlace, placeTitle } from '../../core/reach/places.ts';
import type { Family } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import type { Docker } from '../docker/docker-command.ts';
import { canEnter, type EnterTools, enteredSession } from './probes/entered-session.ts';
import { closedAtOnce, type Given, measure } from './probes/measure.ts';
import { addressesOf, familyOf, isDead, ownerOf, probeNamespaces } from './probes/namespaces.ts';
import { type ProbeSession, probeSession } from './probes/probe-session.ts';
import {
  familiesOf,
  fromHost,
  overFamily,
  pairQuestions,
  portQuestions,
  type Question,
  type QuestionContext,
  toHost,
  type Unasked,
  wayOut,
} from './probes/questions.ts';
import type { Deployment } from './read-deployment.ts';

/** One path between the two sides: the prediction, the probes and the result. */
export interface TriedFact {
  readonly fact: 'direct' | 'published' | 'name' | 'host' | 'out' | 'in';
  readonly title: string;
  readonly predicted: Tri;
  /** The probed `ADDRESS:PORT` targets, or the name. */
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  /** The result; null when it was not asked for. */
  readonly measured: Tri | null;
  /** Why it was not asked for or shows nothing, as a sentence without a full stop. */
  readonly why: string | null;
}

export interface Trial {
  readonly from: string;
  readonly to: string;
  /** What the trial would start, as sentences without a full stop. */
  readonly starts: readonly string[];
  readonly asks: readonly string[];
  readonly facts: readonly TriedFact[];
}

/** The inputs of a trial, known before anything is started. */
export interface TrialAbout {
  readonly facts: HostFacts;
  readonly running: RunningHost;
  /** The sides: active services, or places. */
  readonly from: string;
  readonly to: string;
  /** `ADDRESS PORT` of a listener beyond the host; null when none was named. */
  readonly outside: string | null;
}

export interface TrialTools {
  readonly docker: Docker;
  readonly enter: EnterTools;
}

/** How a trial sends its probes: from containers of an image, or by entering namespaces. */
export type Helper = { readonly kind: 'image'; readonly image: string } | { readonly kind: 'entered' };

/** Limits of one trial. */
export const trialLimits = { connections: 24, seconds: 60 } as const;

/** Finds a helper: the named image, another one of busybox, or root's right to enter namespaces. Nothing is pulled. */
export async function findHelper(
  { docker, enter }: TrialTools,
  { running }: Pick<TrialAbout, 'running'>,
  image: string | undefined,
): Promise<Helper> {
  for (const known of image === undefined ? ['busybox', 'alpine'] : [image]) {
    const { status } = await docker(['image', 'inspect', '--format', '{{.Id}}', known]);
    if (status === 0) return { kind: 'image', image: known };
  }
  if (image === undefined && canEnter(enter, running.containers)) return { kind: 'entered' };
  throw new CallFailure(
    image === undefined
      ? "the Engine's machine has no busybox or alpine image, and this user is not root there. Run docker pull busybox, or name another with --probe-image."
      : `no image ${image} on the Engine's machine, and none is pulled. Run ${shellCommand(['docker', 'pull'], [image])}, or name another with --probe-image.`,
  );
}

/** Returns the trial with what it would start and probe. */
export function planTrial(about: TrialAbout, helper: Helper): Trial {
  const { from, to, facts } = about;
  const deployment = deploymentOf(about);
  const owners = sidesOf(about).map((service) => ownerNamed(deployment, service));
  const places = [...new Set([...owners.map((owner) => (owner.mode === 'host' ? null : owner)), null])];
  const starts = places.map((owner) => {
    const where = owner === null ? 'the host' : owner.name;
    return helper.kind === 'image'
      ? `starts a helper from ${helper.image} in the network namespace of ${where}, without privileges, and removes it afterwards`
      : `enters the network namespace of ${where} as root for the time of the trial`;
  });
  const target = isPlace(to) ? from : to;
  const both = addressesOf(ownerNamed(deployment, target), 'ipv6').length > 0;
  const questions = waysOf(from, to, both).map(
    (way): TriedFact => ({
      fact: way.fact,
      title: way.title,
      predicted: predictedOf(facts, from, to, way),
      asked: [],
      answered: [],
      measured: null,
      why: null,
    }),
  );
  return { from, to, starts, asks: asksOf(from, to), facts: questions };
}

/** Runs the trial and always removes what it started. `interrupted` returns true when it should stop. */
export async function tryPair(
  { docker, enter }: TrialTools,
  about: TrialAbout,
  helper: Helper,
  { interrupted, now }: { readonly interrupted: () => boolean; readonly now: () => number },
): Promise<Trial> {
  const plan = planTrial(about, helper);
  const deployment = deploymentOf(about);
  const end = now() + trialLimits.seconds * 1000;
  const stopped = (): boolean => {
    if (now() > end) throw new CallFailure(`it took more than ${trialLimits.seconds} seconds.`);
    return interrupted();
  };
  const session: ProbeSession =
    helper.kind === 'image'
      ? probeSession(docker, helper.image, stopped)
      : enteredSession(enter, deployment.containers, stopped);
  try {
    const probed = await probeNamespaces(session, deployment, sidesOf(about));
    const { reach, topology } = about.facts;
    const context = { topology, reach, deployment, probed, outside: about.outside };
    const asked = questionsOf(context, about.from, about.to).map(
      ([way, one]) => [way, 'why' in one ? one : limitTargets(one)] as const,
    );
    const questions = asked.flatMap(([, one]) => ('why' in one ? [] : [one]));
    const given = await measure(session, questions);
    const dead = sidesOf(about).find((side) => {
      const namespace = probed.of.get(side);
      return namespace !== undefined && isDead(namespace);
    });
    const facts = asked.map(([way, one]) =>
      triedFact(about, way, one, 'why' in one ? undefined : given.get(one), dead ?? null),
    );
    return { ...plan, facts };
  } finally {
    await session.end();
  }
}

function sidesOf({ from, to }: Pick<TrialAbout, 'from' | 'to'>): readonly string[] {
  return [from, to].filter((side) => !isPlace(side));
}

type Fact = TriedFact['fact'];

/** One path between the two sides in one family; a name has no family. */
interface Way {
  readonly fact: Fact;
  readonly family: Family;
  readonly title: string;
}

/** Returns the paths to ask about. `both` is true when the probed service also has IPv6. */
function waysOf(from: string, to: string, both: boolean): readonly Way[] {
  const families: readonly Family[] = both ? ['ipv4', 'ipv6'] : ['ipv4'];
  const each = (...ways: readonly (readonly [Fact, string])[]): readonly Way[] =>
    families.flatMap((family) => ways.map(([fact, title]) => wayOf(fact, title, family)));
  // The listener beyond the host has one family.
  if (isBeyondHost(to)) return [wayOf('out', `the way out of ${from}`, 'ipv4')];
  if (to === hostPlace) return each(['host', 'what listens on the host']);
  if (isBeyondHost(from)) return each(['in', 'at a published port, asked by the host itself']);
  if (from === hostPlace) return each(['direct', 'at its own address'], ['in', 'at a published port']);
  return [
    ...each(['direct', 'at its own address'], ['published', 'through a published port']),
    wayOf('name', 'by its name', 'ipv4'),
  ];
}

function wayOf(fact: Fact, title: string, family: Family): Way {
  return { fact, family, title: `${title}${overFamily(family)}` };
}

function asksOf(from: string, to: string): readonly string[] {
  const most = `${trialLimits.connections} connections at most for each fact, ${trialLimits.seconds} seconds in all`;
  if (isPlace(to)) return [`connects from ${from} to ${placeTitle(to)} and sends nothing`, most];
  const asks = [
    `connects from ${placeTitle(from)} to listening and published TCP ports of ${to} and sends nothing`,
  ];
  if (!isPlace(from)) asks.push(`looks up from ${from} the name ${splitHostName(to).service}`);
  return [...asks, most];
}

/** Limits a question to its first targets, since each port of one namespace gives the same answer. */
function limitTargets(question: Question): Question {
  const { ask } = question;
  if (ask.kind !== 'connect') return question;
  return { ...question, ask: { ...ask, targets: ask.targets.slice(0, trialLimits.connections) } };
}

function questionsOf(
  context: QuestionContext,
  from: string,
  to: string,
): readonly (readonly [Way, Question | Unasked])[] {
  const { of } = context.probed;
  const missing = sidesOf({ from, to }).find((side) => !of.has(side));
  const [source, target] = [of.get(from), of.get(to)];
  const asked = isPlace(to) ? source : target;
  const ways = waysOf(from, to, asked !== undefined && familiesOf(asked).length > 1);
  const none = (why: string) => ways.map((way) => [way, { fact: way.title, why }] as const);
  if (missing !== undefined) return none(`no container of ${missing} is running`);
  const pair =
    source === undefined || target === undefined
      ? []
      : pairQuestions(context, { from, to, name: splitHostName(to).service, source, target });
  // C1: one namespace reaches itself.
  if (source !== undefined && source === target) return none('the two share one network namespace');
  return ways.flatMap((way): readonly (readonly [Way, Question | Unasked])[] => {
    const { fact, family } = way;
    if (pair.length > 0)
      return pair.flatMap((one) =>
        one.kind === fact && one.family === family ? [[way, one.question] as const] : [],
      );
    if (source !== undefined)
      return [[way, fact === 'out' ? wayOut(context, from, source) : toHost(context, from, source, family)]];
    if (target === undefined) return none('neither side is a service');
    if (fact === 'direct') return [[way, fromHost(context, to, target, family)]];
    const ports = portQuestions(context, to, target, family);
    const why = `${to} publishes no TCP port of its own${overFamily(family)}`;
    return (ports.length > 0 ? ports : [{ fact: '', why }]).map((one) => [way, one] as const);
  });
}

function triedFact(
  { facts, from, to }: TrialAbout,
  way: Way,
  question: Question | Unasked,
  given: Given | undefined,
  dead: string | null,
): TriedFact {
  const { fact, title } = way;
  if ('why' in question || given === undefined) {
    const why = 'why' in question ? question.why : 'it was not asked';
    const predicted = predictedOf(facts, from, to, way);
    return { fact, title, predicted, asked: [], answered: [], measured: null, why };
  }
  const { ask, predicted } = question;
  const deadWhy = dead === null ? null : deadNamespaceText([dead]);
  if (ask.kind === 'connect' && ask.targets.length === 0) {
    if (dead === to)
      return { fact, title, predicted, asked: [], answered: [], measured: false, why: deadWhy };
    const why =
      fact === 'published' ? `${to} publishes no TCP port` : `${placeTitle(to)} has no address to probe`;
    return { fact, title, predicted, asked: [], answered: [], measured: null, why };
  }
  const asked = ask.kind === 'connect' ? ask.targets.map(endOf) : [ask.name];
  const answered = ask.kind === 'connect' ? given.answered.map(endOf) : given.answered;
  const closed = given.measured === 'closed';
  return {
    fact,
    title,
    predicted,
    asked,
    answered,
    measured: given.measured === 'closed' ? 'unknown' : given.measured,
    why: closed ? closedAtOnce : (question.otherwise ?? deadWhy),
  };
}

function endOf(target: string): string {
  const [address = '', port = ''] = target.split(' ');
  return familyOf(address) === 'ipv6' ? `[${address}]:${port}` : `${address}:${port}`;
}

function predictedOf({ reach }: HostFacts, from: string, to: string, { fact, family }: Way): Tri {
  const own = reach.family(family);
  switch (fact) {
    case 'direct':
      return from === hostPlace ? own.facts(to).fromHost : own.direct(from, to);
    case 'published':
      return own.viaHost(from, to);
    case 'name':
      return reach.resolves(from, to);
    case 'host':
      return own.facts(from).toHost;
    case 'out':
      return own.facts(from).egress;
    case 'in': {
      const { published, fromOutside } = own.facts(to);
      return from === hostPlace
        ? published.some(({ reachableFrom }) => reachableFrom !== 'nowhere')
        : fromOutside;
    }
  }
}

/** Returns what runs, with containers under their names in the model. */
function deploymentOf({ running, facts: { host } }: Pick<TrialAbout, 'running' | 'facts'>): Deployment {
  const containers: RunningContainer[] = [];
  const neighbours: RunningContainer[] = [];
  for (const container of running.containers) {
    const service = container.oneOff ? null : serviceOf(host, container);
    if (service === null) neighbours.push(container);
    else containers.push({ ...container, service });
  }
  const bound = running.containers.flatMap(({ boundPorts }) => boundPorts);
  return {
    engine: running.engine,
    foreignHost: running.foreignHost,
    publishedPorts: new Set(
      bound.flatMap(({ protocol, hostPort }) => (protocol === 'tcp' ? [Number(hostPort)] : [])),
    ),
    projectIds: new Set(containers.map(({ id }) => id)),
    containers: containers.sort((a, b) => a.number - b.number),
    neighbours,
    networks: running.networks,
  };
}

/** Returns the model's name for a container's service; null when it belongs to no stack. */
function serviceOf({ stacks }: Host, { project, service, name }: RunningContainer): string | null {
  const stack = stacks.find((one) => one.project.name === (project ?? noProject));
  if (stack === undefined) return null;
  return hostName(stack.id, project === null ? name : service);
}

function ownerNamed(deployment: Deployment, service: string): RunningContainer {
  const first = deployment.containers.find((one) => one.service === service && one.running);
  const owner = first === undefined ? null : ownerOf(deployment, first);
  if (owner?.running) return owner;
  throw new CallFailure(`${service}: it has no running container. Start it and try again.`, 'unknown-name');
}
