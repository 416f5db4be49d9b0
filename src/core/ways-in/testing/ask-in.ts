// Test helpers: a project as text with its mounted files, and one-line requests to it.

import { containersOf } from '../../compose/containers-of.ts';
import { openWorkspace } from '../../compose/workspace/open-workspace.ts';
import { answerText } from '../../export/ways-in/ask-report.ts';
import { baseOf, computeReach } from '../../reach/compute-reach.ts';
import { hostNames } from '../../reach/names/host-names.ts';
import { assumeBridges } from '../../reach/networks/assumed-bridges.ts';
import type { ReachOptions } from '../../reach/reach-model.ts';
import { optionsFor } from '../../reach/testing/reach-of.ts';
import { ask, type Verdict, verdictOf } from '../ask/ask.ts';
import type { Asker, OutsideOrHost } from '../ask/connect.ts';
import { type Files, filesOf } from '../files/literal-files.ts';
import { makeWaysContext } from '../make-ways-context.ts';
import { readWays } from '../ways/read-ways.ts';
import type { Ways } from '../ways/ways.ts';

/** Returns the ways of a project called `shop`; null when its name is unknown. */
export function waysIn(
  yaml: string,
  files: Files = {},
  project: string | null = 'shop',
  more: Partial<ReachOptions> = {},
): Ways {
  const texts = new Map([['compose.yaml', yaml]]);
  const workspace = openWorkspace({ order: ['compose.yaml'], texts, environment: new Map() });
  const { topology } = workspace;
  const { options, networks: assumed } = assumeBridges(topology, optionsFor('29', { project, ...more }));
  const reach = computeReach(topology, options);
  const { answers } = hostNames(baseOf(reach, topology), (service) => containersOf(service, project));
  const stacks = [{ workspace, project, prefix: '' }];
  return readWays(makeWaysContext({ topology, reach, assumed, stacks, answers, files: filesOf(files) }));
}

/** Returns the verdict on a URL requested from a place or service; a service connects to the proxy's own address. */
export function verdict(
  ways: Ways,
  url: string,
  from: OutsideOrHost | (string & {}) = 'outside',
  proxy = 'proxy',
  headers: Readonly<Record<string, string>> = {},
): Verdict {
  const place = ['outside', 'internet', 'lan', 'host'].find((one) => one === from);
  const asker: Asker =
    place === undefined ? { kind: 'service', name: from } : { kind: place as OutsideOrHost };
  const at = place === undefined ? { service: proxy, network: null } : null;
  const outcomes = ask(ways, { url, from: asker, at, headers: new Map(Object.entries(headers)) });
  if (outcomes === null) throw new RangeError(`no URL: ${url}`);
  return verdictOf(outcomes);
}

/** Returns an answer as a line: `serves by app`. */
export function says(ways: Ways, url: string, from?: string, proxy?: string): string {
  return answerText(verdict(ways, url, from, proxy));
}
