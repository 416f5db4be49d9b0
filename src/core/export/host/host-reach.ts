// `reach --host` for people (the stacks, the networks on which they meet, what holds for each service, names with several answers;
// plain text without colour) and as JSON.

import { memoize } from '../../compose/memoize.ts';
import type { NetworkOfHost } from '../../contracts/host-reach.ts';
import { triCell } from '../../describe/tri.ts';
import { seenAsOf } from '../../fleet/seen-as.ts';
import { isShared, splitHostName } from '../../host/host.ts';
import { factsAsItRuns, type HostFacts } from '../../host/host-facts.ts';
import { unknownAlone, unknownAloneText } from '../../host/unknown-alone.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import type { ResolvedNames } from '../../reach/names/host-names.ts';
import { allFamilies } from '../../reach/reach-model.ts';
import { hostNamesJson, type ReachJsonOptions, serviceFields } from '../reach/reach-json.ts';
import { reachTable, textColumns } from '../reach/reach-table.ts';
import { runsOtherwise, runsOtherwiseLines } from './runs-otherwise.ts';
import { stacksJson } from './stacks-json.ts';

// A wider matrix is not readable.
const widestMatrix = 60;

/** Returns the tables one below the other, ending with a line break. */
export function hostReachTable(analysis: HostFacts): string {
  const { reach } = analysis;
  const parts = [
    textColumns(stackRows(analysis)),
    sharedTable(analysis),
    reachTable(reach, widestMatrix, factsAsItRuns(analysis)?.reach ?? null).trimEnd(),
    runsOtherwiseLines(analysis).join('\n'),
  ];
  if (reach.services.length > widestMatrix) {
    parts.push(
      `No matrix of ${reach.services.length} services: \`explain --host\` answers for a pair, --format json for all.`,
    );
  }
  parts.push(nameLines(analysis), gainLines(analysis));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const originNames = { files: 'files', running: 'what runs', both: 'files, and runs' } as const;

function stackRows({ host, reach }: HostFacts): readonly (readonly string[])[] {
  const live = host.stacks.some(({ from }) => from !== 'files');
  const rows = [['stack', 'folder', 'services', 'name from', ...(live ? ['read from'] : [])]];
  for (const { id, dir, project, from, differences = [] } of host.stacks) {
    const members = reach.services.filter((name) => splitHostName(name).stack === id);
    const differ = differences.length === 0 ? '' : `, ${differences.length} differ`;
    rows.push([
      visible(id),
      visible(dir ?? '-'),
      String(members.length),
      project.from,
      ...(live ? [`${originNames[from]}${differ}`] : []),
    ]);
  }
  return rows;
}

/** Returns the table of networks that stacks share or that no stack here creates. */
function sharedTable({ joined }: HostFacts): string {
  const shared = [...joined.networks.values()].filter(isShared);
  if (shared.length === 0) return 'no network is shared';
  const rows = shared.map(({ name, madeBy, internal, stacks, members }) =>
    [name, madeBy ?? 'not here', triCell(internal), stacks.join(' '), members.join(' ')].map(visible),
  );
  return textColumns([['shared network', 'made by', 'internal', 'stacks', 'members'], ...rows]);
}

/** Returns the names that several services answer to, or whose owner is unknown. */
function nameLines({ reach, names }: HostFacts): string {
  const lines: string[] = [];
  for (const [asker, { owner }] of reach.facts) {
    if (owner !== asker) continue;
    for (const [name, answers] of ambiguousNames(names.names(asker))) {
      const who = answers === 'unknown' ? 'unknown which service answers' : answers.join(' or ');
      lines.push(`  ${asker} asks ${name}: ${who}`);
    }
  }
  return lines.length === 0 ? '' : ['names with several answers', ...lines.map(visibleStart)].join('\n');
}

// Containers on the same networks share their names: what follows from these is worked out once.

/** Returns names with several answers, or unknown ones. */
const ambiguousNames = memoize((names: ResolvedNames) =>
  [...names].filter(([, answers]) => answers === 'unknown' || answers.length > 1),
);

/** Returns, for a stack, the names that several services or one of another stack answer to, as JSON. */
const foreignNames = memoize((names: ResolvedNames) => {
  const known = new Map<string, string>();
  return (stack: string): string => {
    const before = known.get(stack);
    if (before !== undefined) return before;
    const json = JSON.stringify(Object.fromEntries(foreignOf(names, stack)));
    known.set(stack, json);
    return json;
  };
});

/** Returns, for a stack, the names that several services or one of another stack answer to, or of which it is not known. */
function foreignOf(names: ResolvedNames, stack: string) {
  return [...names].filter(
    ([, answers]) =>
      answers === 'unknown' ||
      answers.length > 1 ||
      answers.some((answer) => splitHostName(answer).stack !== stack),
  );
}

function gainLines(analysis: HostFacts): string {
  const lines = analysis.host.stacks.flatMap(({ id }) => {
    const gain = unknownAlone(analysis, id);
    const text = gain && unknownAloneText(id, gain);
    return text === null ? [] : [visibleStart(text)];
  });
  return lines.join('\n');
}

export interface HostReachJsonOptions extends Omit<ReachJsonOptions, 'seenAs'> {
  /** Lists every name that a service can resolve, not only those that several services, or another stack, answer to. */
  readonly names: boolean;
}

/** Yields `reach --host --format json`, version 1 (a contract: docs/contracts/reach.md), as one JSON text with a piece per service. */
export function* hostReachJson(
  analysis: HostFacts,
  options: HostReachJsonOptions,
): Generator<string, void, undefined> {
  const { joined, reach } = analysis;
  const addressFamilies = options.families === true ? allFamilies : reach.addressFamilies;
  yield `{"version":1,"host":true,"engine":${JSON.stringify(reach.options.engine.text)},"stacks":`;
  yield `${JSON.stringify(stacksJson(analysis, { addressFamilies }))},\n"networks":{`;
  let separator = '';
  for (const [name, network] of networksOfHost(joined)) {
    yield `${separator}\n${JSON.stringify(name)}:${JSON.stringify(network)}`;
    separator = ',';
  }
  yield '},\n"services":{';
  separator = '';
  for (const service of reach.facts.keys()) {
    yield separator;
    yield* hostServiceJson(analysis, service, options);
    separator = ',';
  }
  yield `}${hostNamesJson(options)}}\n`;
}

/** Yields the networks that Compose makes or finds on a host: those with members. */
export function* networksOfHost({ networks }: HostFacts['joined']): Generator<[string, NetworkOfHost]> {
  for (const { name, madeBy, stacks, internal, external, members } of networks.values())
    if (members.length > 0) yield [name, { madeBy, stacks, internal, external }];
}

const seenAsOfHost = memoize((analysis: HostFacts) => seenAsOf(analysis.reach, analysis.topology));

/** Yields one service of a host with its name as JSON. */
export function* hostServiceJson(
  analysis: HostFacts,
  service: string,
  options: HostReachJsonOptions,
): Generator<string, void, undefined> {
  const { reach } = analysis;
  const facts = reach.facts.get(service);
  if (!facts) return;
  const names = namesOf(analysis, service, options);
  const otherwise = runsOtherwise(analysis, service);
  yield `\n${JSON.stringify(options.nameOf?.(service) ?? service)}:{`;
  yield* serviceFields(reach, facts, { ...options, seenAs: seenAsOfHost(analysis) });
  yield `,"names":${names}${otherwise === null ? '' : `,"asItRuns":${JSON.stringify(otherwise)}`}}`;
}

/**
 * Returns the services behind each name that `service` asks for, as JSON; without `all` only names of several services or of another stack.
 */
function namesOf(
  { names }: HostFacts,
  service: string,
  { names: all, nameOf }: HostReachJsonOptions,
): string {
  const found = names.names(service);
  const stack = splitHostName(service).stack;
  if (nameOf === undefined && !all) return foreignNames(found)(stack);
  const shown = all ? [...found] : foreignOf(found, stack);
  return JSON.stringify(
    Object.fromEntries(
      shown.map(([name, answers]) => [
        name,
        answers === 'unknown' || nameOf === undefined ? answers : answers.map(nameOf),
      ]),
    ),
  );
}
