// Asks a running deployment every question that the analyzer answers. One fact is one key and its answer as text.

import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { type Answer, anyAnswer, looksUp, opens } from './probe.ts';

/** `web -> db direct` and the like, with `true`, `false`, or the word of `reachableFrom`. */
export type Facts = ReadonlyMap<string, string>;

/** What is asked, and how, given the seconds to wait for an answer. */
type Question = readonly [key: string, ask: (seconds: number) => Promise<Answer>];

const parallel = 24;
/** A connection that is let through is accepted in milliseconds; one that is dropped costs the whole wait. */
const firstWait = 1;
const patientWait = 6;
const patientTries = 3;

/**
 * Every fact about `services`, keyed as `predict` keys them. Where an answer is not the `expected` one, the question is put
 * again, alone and patiently: on a busy machine a probe may be late, a difference stays.
 */
export async function measure(lab: Lab, services: readonly Deployed[], expected: Facts): Promise<Facts> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const ownerOf = (service: Deployed): Deployed => byName.get(service.owner) ?? service;
  const questions: Question[] = [];
  for (const a of services) {
    questions.push(...serviceQuestions(lab, a, ownerOf(a)));
    for (const b of services)
      if (a !== b) questions.push(...pairQuestions(lab, a, ownerOf(a), b, ownerOf(b)));
  }

  const facts = new Map<string, string>();
  for (const [key] of questions) facts.set(key, '');
  const surprising: Question[] = [];
  const work = async (): Promise<void> => {
    for (let question = questions.pop(); question !== undefined; question = questions.pop()) {
      const [key, ask] = question;
      facts.set(key, String(await ask(firstWait)));
      if (facts.get(key) !== expected.get(key)) surprising.push(question);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  for (const [key, ask] of surprising) {
    // What was not predicted at all has nothing to be compared with.
    for (let tries = 0; tries < patientTries && expected.has(key); tries++) {
      facts.set(key, String(await ask(patientWait)));
      if (facts.get(key) === expected.get(key)) break;
    }
  }
  return facts;
}

/** Addresses at which `owner` may find the host. */
function hostAddresses(lab: Lab, owner: Deployed): readonly string[] {
  return owner.open ? ['127.0.0.1'] : [lab.namespaces.hostAddress, ...owner.gateways];
}

function serviceQuestions(lab: Lab, a: Deployed, owner: Deployed): readonly Question[] {
  const { host, world, neighbour, hostAddress, worldAddress, neighbourAddress } = lab.namespaces;
  const { listenerPort } = lab;
  const own = owner.open ? ['127.0.0.1'] : owner.addresses;
  const outsidePorts = owner.open ? [a.port] : owner.published.map(({ hostPort }) => hostPort);
  const hostSide = hostAddresses(lab, owner);
  const listener = (to: readonly string[], wait: number): Promise<boolean> =>
    anyAnswer(to, (address) => opens(lab, a.namespace, address, listenerPort, wait));
  return [
    [`${a.name} egress`, (wait) => listener([worldAddress], wait)],
    // The neighbour has a route to container addresses; a macvlan container is on the world's own wire.
    [`${a.name} egress with a route back`, (wait) => listener([neighbourAddress, worldAddress], wait)],
    [`${a.name} toHost`, (wait) => listener(hostSide, wait)],
    [`${a.name} fromHost`, (wait) => anyAnswer(own, (to) => opens(lab, host, to, a.port, wait))],
    [
      `${a.name} fromOutside`,
      (wait) => anyAnswer(outsidePorts, (port) => opens(lab, world, hostAddress, port, wait)),
    ],
    [
      `${a.name} fromWire`,
      (wait) =>
        owner.open
          ? opens(lab, world, hostAddress, a.port, wait)
          : anyAnswer(owner.addresses, (to) =>
              anyAnswer([neighbour, world], (from) => opens(lab, from, to, owner.port, wait)),
            ),
    ],
    ...a.published.map(
      ({ hostPort }): Question => [
        `${a.name} port ${hostPort}`,
        async (wait) => {
          if (await opens(lab, world, hostAddress, hostPort, wait)) return 'outside';
          const onHost = ['127.0.0.1', hostAddress];
          return (await anyAnswer(onHost, (to) => opens(lab, host, to, hostPort, wait))) ? 'host' : 'nowhere';
        },
      ],
    ),
  ];
}

function pairQuestions(
  lab: Lab,
  a: Deployed,
  aOwner: Deployed,
  b: Deployed,
  bOwner: Deployed,
): readonly Question[] {
  const sameNamespace = aOwner === bOwner || (aOwner.open && bOwner.open);
  const targets = sameNamespace ? ['127.0.0.1'] : bOwner.open ? hostAddresses(lab, aOwner) : bOwner.addresses;
  const { hostAddress } = lab.namespaces;
  return [
    [
      `${a.name} -> ${b.name} direct`,
      (wait) => anyAnswer(targets, (to) => opens(lab, a.namespace, to, b.port, wait)),
    ],
    [`${a.name} -> ${b.name} resolves`, () => looksUp(a, b.name, bOwner.allAddresses)],
    [
      `${a.name} -> ${b.name} viaHost`,
      (wait) =>
        anyAnswer(bOwner.published, ({ hostPort }) => opens(lab, a.namespace, hostAddress, hostPort, wait)),
    ],
  ];
}
