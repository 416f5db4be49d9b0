// Asks a running deployment every question that the analyzer answers. One fact is one key and its answer as text.

import type { Family } from '../../src/core/reach/reach-model.ts';
import { compareBytes } from '../../src/core/text/compare-bytes.ts';
import type { Deployed } from './deploy.ts';
import type { Lab } from './lab.ts';
import { type Answer, answers, anyAnswer, looksUp, lookUp } from './probe.ts';
import type { Specimen } from './specimen.ts';

/** `web -> db direct` and the like, with `true`, `false`, or the word of `reachableFrom`. */
export type Facts = ReadonlyMap<string, string>;

/** What is asked, and how, given the seconds to wait for an answer. */
type Question = readonly [key: string, ask: (seconds: number) => Promise<Answer>];

const parallel = 24;
/** What is let through answers in milliseconds; one that is dropped costs the whole wait. */
const firstWait = 1;
const patientWait = 6;
const patientTries = 3;

/**
 * Every fact about `services`, keyed as `predict` keys them. Where an answer is not the `expected` one, the question is put
 * again, alone and patiently: on a busy machine a probe may be late, a difference stays.
 */
export async function measure(
  lab: Lab,
  services: readonly Deployed[],
  expected: Facts,
  { families, words }: Pick<Specimen, 'families' | 'words'>,
): Promise<Facts> {
  const byName = new Map(services.map((service) => [service.name, service]));
  const ownerOf = (service: Deployed): Deployed => byName.get(service.owner) ?? service;
  const questions: Question[] = [];
  for (const a of services) {
    for (const family of families) {
      questions.push(...serviceQuestions(lab, a, ownerOf(a), family));
      for (const b of services) {
        if (a === b) continue;
        const [asking, asked] = [a, b].map((service): Side => ({ service, owner: ownerOf(service) }));
        if (!asking || !asked) continue;
        questions.push(...pairQuestions(lab, asking, asked, family));
        // A name is one, whatever its addresses.
        if (family === 'ipv4') questions.push(nameQuestion(asking, asked, words));
      }
    }
  }

  const facts = new Map<string, string>();
  for (const [key] of questions) facts.set(key, '');
  const surprising: Question[] = [];
  const work = async (): Promise<void> => {
    for (let question = questions.pop(); question !== undefined; question = questions.pop()) {
      const [key, ask] = question;
      facts.set(key, String(await ask(firstWait)));
      // What is not known is not asked again: no answer would be a surprise.
      const said = expected.get(key);
      if (facts.get(key) !== said && said !== 'unknown') surprising.push(question);
    }
  };
  const askForWords = async (a: Deployed): Promise<void> => {
    for (const [word, answer] of await whoAnswers(a, words, services)) {
      const key = namesKey(a.name, word);
      facts.set(key, answer);
      if (answer !== expected.get(key)) {
        surprising.push([key, async () => (await whoAnswers(a, [word], services)).get(word) ?? '']);
      }
    }
  };
  await Promise.all([
    ...Array.from({ length: parallel }, work),
    ...(words.length > 0 ? services.map(askForWords) : []),
  ]);
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
function hostAddresses(lab: Lab, owner: Deployed, family: Family): readonly string[] {
  return owner.open ? [loopback[family]] : [lab.namespaces.addresses[family].host, ...owner.gateways[family]];
}

const loopback: { readonly [family in Family]: string } = { ipv4: '127.0.0.1', ipv6: '::1' };

/** A fact of IPv4 has no mark; `predict` marks alike. */
export function keyIn(family: Family, fact: string): string {
  return family === 'ipv4' ? fact : `${fact} (IPv6)`;
}

/** The fact who answers to `word` inside `service`: names in the order of bytes, or `nobody`. */
export function namesKey(service: string, word: string): string {
  return `${service} asks for ${word}`;
}

/** Whether a fact is one of `namesKey`. */
export function isNamesKey(fact: string): boolean {
  return fact.includes(' asks for ');
}

/** Names as the answer to such a question. */
export function namesAnswer(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : [...names].sort(compareBytes).join(' ');
}

/** Who answers to each of `words` inside `a`, of whatever project. Asked twice: with several answers, each comes with all of them. */
async function whoAnswers(
  a: Deployed,
  words: readonly string[],
  services: readonly Deployed[],
): Promise<ReadonlyMap<string, string>> {
  const nameOf = (address: string): string =>
    services.find(({ allAddresses }) => allAddresses.includes(address))?.name ?? address;
  const [once, again] = [await lookUp(a, words), await lookUp(a, words)];
  return new Map(
    words.map((word) => {
      const addresses = [...(once.get(word) ?? []), ...(again.get(word) ?? [])];
      return [word, namesAnswer([...new Set(addresses.map(nameOf))])];
    }),
  );
}

function serviceQuestions(lab: Lab, a: Deployed, owner: Deployed, family: Family): readonly Question[] {
  const { host, world, neighbour } = lab.namespaces;
  const at = lab.namespaces.addresses[family];
  const { listenerPort } = lab;
  const addresses = owner.addresses[family];
  const own = owner.open ? [loopback[family]] : addresses;
  const outsidePorts = owner.open ? [a.port] : owner.published.map(({ hostPort }) => hostPort);
  const hostSide = hostAddresses(lab, owner, family);
  const listener = (to: readonly string[], wait: number): Promise<boolean> =>
    anyAnswer(to, (address) => answers(lab, a.namespace, address, listenerPort, wait));
  const questions: readonly Question[] = [
    [`${a.name} egress`, (wait) => listener([at.world], wait)],
    // The neighbour has a route to container addresses; a macvlan container is on the world's own wire.
    [`${a.name} egress with a route back`, (wait) => listener([at.neighbour, at.world], wait)],
    [`${a.name} toHost`, (wait) => listener(hostSide, wait)],
    [`${a.name} fromHost`, (wait) => anyAnswer(own, (to) => answers(lab, host, to, a.port, wait))],
    [
      `${a.name} fromOutside`,
      (wait) => anyAnswer(outsidePorts, (port) => answers(lab, world, at.host, port, wait)),
    ],
    [
      `${a.name} fromWire`,
      (wait) =>
        owner.open
          ? answers(lab, world, at.host, a.port, wait)
          : anyAnswer(addresses, (to) =>
              anyAnswer([neighbour, world], (from) => answers(lab, from, to, owner.port, wait)),
            ),
    ],
    ...a.published.map(
      ({ hostPort }): Question => [
        `${a.name} port ${hostPort}`,
        async (wait) => {
          if (await answers(lab, world, at.host, hostPort, wait)) return 'outside';
          const onHost = [loopback[family], at.host];
          return (await anyAnswer(onHost, (to) => answers(lab, host, to, hostPort, wait)))
            ? 'host'
            : 'nowhere';
        },
      ],
    ),
  ];
  return questions.map(([fact, ask]) => [keyIn(family, fact), ask]);
}

interface Side {
  readonly service: Deployed;
  readonly owner: Deployed;
}

function pairQuestions(lab: Lab, a: Side, b: Side, family: Family): readonly Question[] {
  const sameNamespace = a.owner === b.owner || (a.owner.open && b.owner.open);
  const bridged = b.owner.open ? hostAddresses(lab, a.owner, family) : b.owner.addresses[family];
  const targets = sameNamespace ? [loopback[family]] : bridged;
  const { host } = lab.namespaces.addresses[family];
  const from = a.service.namespace;
  const pair = `${a.service.name} -> ${b.service.name}`;
  const published = b.owner.published.map(({ hostPort }) => hostPort);
  const questions: readonly Question[] = [
    [`${pair} direct`, (wait) => anyAnswer(targets, (to) => answers(lab, from, to, b.service.port, wait))],
    [`${pair} viaHost`, (wait) => anyAnswer(published, (port) => answers(lab, from, host, port, wait))],
  ];
  return questions.map(([fact, ask]) => [keyIn(family, fact), ask]);
}

/**
 * Whether the name of `b` gives its address. What is joined has no name (D6); in several projects its owner may answer to that word
 * by right, and who answers to which of `words` is asked for by itself.
 */
function nameQuestion(a: Side, b: Side, words: readonly string[]): Question {
  const { allAddresses } = words.length > 0 ? b.service : b.owner;
  return [
    `${a.service.name} -> ${b.service.name} resolves`,
    () => looksUp(a.service, b.service.localName, allAddresses),
  ];
}
