// What the analyzer says about the projects of a host together, as facts with the keys that `measure` uses.

import { defaultReachOptions } from '../../src/core/analysis/default-reach-options.ts';
import { parseEngine } from '../../src/core/analysis/engine-kinds.ts';
import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import { openDocument } from '../../src/core/compose/open-document.ts';
import type { Network } from '../../src/core/compose/topology.ts';
import { openAlone } from '../../src/core/compose/workspace/open-workspace.ts';
import { analyzeHost, type HostAnalysis } from '../../src/core/host/analyze-host.ts';
import type { Host, StackInput } from '../../src/core/host/host.ts';
import { openHost } from '../../src/core/host/open-host.ts';
import type { WrittenHost } from './host-yaml.ts';
import { type Facts, namesAnswer, namesKey } from './measure.ts';
import { reachFacts } from './predict.ts';

/** What is asked about a host. */
export interface HostQuestions {
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
  const { reach, names } = analyzeWritten(host, version, networks);
  const facts = reachFacts(reach, families);
  for (const service of reach.services) {
    for (const word of words) {
      const answer = names.answers(service, word);
      facts.set(namesKey(service, word), answer === 'unknown' ? answer : namesAnswer(answer));
    }
  }
  return facts;
}
