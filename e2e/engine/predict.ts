// What the analyzer says about a compose file, and about the projects of a host together, as facts with the keys that `measure` uses.

import { openDocument } from '../../src/core/compose/open-document.ts';
import type { Network } from '../../src/core/compose/topology.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import type { Host, StackInput } from '../../src/core/host/host.ts';
import { openHost } from '../../src/core/host/open-host.ts';
import { computeReach } from '../../src/core/reach/compute-reach.ts';
import { defaultReachOptions } from '../../src/core/reach/default-reach-options.ts';
import { parseEngine } from '../../src/core/reach/engine-kinds.ts';
import type { Family, Reach } from '../../src/core/reach/reach-model.ts';
import { either } from '../../src/core/reach/rows/tri.ts';
import { analyzeHost } from '../../src/core/rules/all-rules.ts';
import type { HostAnalysis } from '../../src/core/rules/analyze-host.ts';
import type { WrittenHost } from './host-yaml.ts';
import { type Facts, keyIn, namesAnswer, namesKey } from './measure.ts';

/** Predictions for the Engine `version` (`X.Y.Z`) with its default switches, in each of `families`. */
export function predict(
  file: string,
  text: string,
  project: string,
  version: string,
  families: readonly Family[],
): Facts {
  const engine = parseEngine(version);
  if (engine === null) throw new Error(`no Engine version: ${version}`);
  const { topology } = openDocument(text, { file });
  const reach = computeReach(topology, { ...defaultReachOptions, engine, project });
  return reachFacts(reach, families);
}

/** All facts of `reach` in each of `families`. */
function reachFacts(reach: Reach, families: readonly Family[]): Map<string, string> {
  const facts = new Map<string, string>();
  for (const a of reach.services) {
    for (const b of reach.services) {
      if (a !== b) facts.set(`${a} -> ${b} resolves`, String(reach.resolves(a, b)));
    }
    for (const family of families) addFacts(facts, reach, a, family);
  }
  return facts;
}

function addFacts(facts: Map<string, string>, reach: Reach, a: string, family: Family): void {
  const of = reach.family(family);
  const own = of.facts(a);
  const set = (fact: string, answer: unknown): unknown => facts.set(keyIn(family, fact), String(answer));
  set(`${a} egress`, own.egress);
  set(`${a} egress with a route back`, either(own.egress, own.egressNeedsRoute));
  set(`${a} toHost`, own.toHost);
  set(`${a} fromHost`, own.fromHost);
  set(`${a} fromOutside`, own.fromOutside);
  // O5: up to 27 the host's own forwarding policy decides about ports that are not published. Nothing is said, nothing compared.
  if (own.fromWire !== 'unknown') set(`${a} fromWire`, own.fromWire);
  for (const port of own.published) {
    if (port.service === a) set(`${a} port ${port.hostPort}`, port.reachableFrom);
  }
  for (const b of reach.services) {
    if (a === b) continue;
    set(`${a} -> ${b} direct`, of.direct(a, b));
    set(`${a} -> ${b} viaHost`, of.viaHost(a, b));
  }
}

/** What is asked about a host. */
interface HostQuestions {
  readonly host: WrittenHost;
  readonly words: readonly string[];
  readonly families: readonly Family[];
}

/** The stacks of `written`, with what is known of networks that none of them makes. */
export function hostFrom({ projects }: WrittenHost, networks: ReadonlyMap<string, Network>): Host {
  const inputs = projects.map(
    ({ name, text }): StackInput => ({
      dir: name,
      from: 'files',
      workspace: openAlone(text, { file: `${name}/compose.yaml` }),
      profiles: [],
      project: { name, from: 'option' },
    }),
  );
  return openHost(inputs, networks);
}

/** The network `docker` with `options` as a file would say them. */
export function madeNetwork(docker: string, options: string): Network {
  const { topology } = openDocument(`networks:\n  ${docker}: ${options}\n`);
  const network = topology.networks.get(docker);
  if (!network) throw new Error(`no network: ${options}`);
  return network;
}

/** The analysis for the Engine `version` (`X.Y.Z`) with its default switches. */
export function analyzeWritten(
  written: WrittenHost,
  version: string,
  networks: ReadonlyMap<string, Network>,
): HostAnalysis {
  const engine = parseEngine(version);
  if (engine === null) throw new Error(`no Engine version: ${version}`);
  return analyzeHost(hostFrom(written, networks), { options: { ...defaultReachOptions, engine } });
}

/** Predictions for the Engine `version`: all facts of pairs and services in `families`, and who answers to each of `words`. */
export function predictHost(
  { host, words, families }: HostQuestions,
  version: string,
  networks: ReadonlyMap<string, Network>,
): Facts {
  return hostFacts(analyzeWritten(host, version, networks), { words, families }, () => true);
}

/** The facts of the services that are `asked`, and of pairs of them, and who answers to each of the words. */
export function hostFacts(
  { reach, names }: HostAnalysis,
  { words, families }: Pick<HostQuestions, 'words' | 'families'>,
  asked: (service: string) => boolean,
): Facts {
  const services = reach.services.filter(asked);
  const others = reach.services.filter((service) => !asked(service));
  const facts = new Map(
    [...reachFacts(reach, families)].filter(
      ([fact]) => !others.some((other) => fact.startsWith(`${other} `) || fact.includes(` -> ${other} `)),
    ),
  );
  for (const service of services) {
    for (const word of words) {
      const answer = names.answers(service, word);
      facts.set(namesKey(service, word), answer === 'unknown' ? answer : namesAnswer(answer));
    }
  }
  return facts;
}
