// `bulkhead reach [FILE|DIR…]`, `bulkhead reach --host [DIR…]`: who reaches whom, as a table, JSON or a flowchart.

import { assumedOf } from '../../core/describe/assumed.ts';
import { outMembers, outTable } from '../../core/export/leave/out-report.ts';
import { reachJson } from '../../core/export/reach/reach-json.ts';
import { reachMermaid } from '../../core/export/reach/reach-mermaid.ts';
import { observedLines, seenOption } from '../../core/export/reach/reach-observed.ts';
import { reachTable } from '../../core/export/reach/reach-table.ts';
import { namesCsv, namesJson, namesTable } from '../../core/export/ways-in/name-table.ts';
import { waysMembers } from '../../core/export/ways-in/ways-report.ts';
import { standaloneFacts } from '../../core/host/alone.ts';
import { standaloneStack } from '../../core/host/host.ts';
import type { HostFacts } from '../../core/host/host-facts.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { visibleStart } from '../../core/quote/visible-text.ts';
import { allFamilies } from '../../core/reach/reach-model.ts';
import { allWays } from '../../core/ways-in/ways/all-ways.ts';
import { nameRows } from '../../core/ways-in/ways/name-rows.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import {
  type HostCommandOptions,
  isAboutHost,
  refuseBesideFleet,
  withRecords,
} from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import { type LoadedProject, loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { type ProjectPieces, projectsJson } from '../output/projects-json.ts';

export interface ReachOptions extends HostCommandOptions {
  readonly format: string;
  readonly sparse?: boolean;
  readonly by?: boolean;
  readonly families?: boolean;
  readonly names?: boolean;
  readonly out?: boolean;
}

/** Runs the command; `args` are the operands. */
export async function runReach(io: Io, args: readonly string[], given: ReachOptions): Promise<ExitCode> {
  const options = await withRecords(io, given);
  const { format } = options;
  if (format !== 'table' && format !== 'json' && format !== 'mermaid' && format !== 'csv') {
    throw new CallFailure(
      `--format ${format}: no such format. Use table, json, mermaid, or csv with --names.`,
    );
  }
  if (format === 'csv' && options.names !== true)
    throw new CallFailure('--format csv is for --names. Add --names, or use table, json or mermaid.');
  if (options.fleet !== undefined) return reachOfFleet(io, args, options.fleet, options);
  if (isAboutHost(options)) {
    const { facts, failed } = await loadFacts(io, args, options);
    await io.print(await hostReach(facts, options));
    return failed ? exitCodes.failure : exitCodes.done;
  }
  const projects: ProjectPieces[] = [];
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const { dir, project } of loadProjects(io, args, options, fail))
    projects.push({ dir, pieces: projectReach(dir, project, options) });
  if (format === 'json') await io.print(projectsJson(projects));
  else for (const { pieces } of projects) await io.print(pieces);
  return failed ? exitCodes.failure : exitCodes.done;
}

function projectReach(
  dir: string | null,
  project: LoadedProject,
  { format, sparse = false, by = false, families = false, names = false, out = false }: ReachOptions,
): Iterable<string> {
  const { workspace, reachOptions, name } = project;
  const facts = standaloneFacts(project);
  if (names && format !== 'json' && format !== 'mermaid') {
    const title = dir === null || format === 'csv' ? '' : `${visibleStart(dir)}\n`;
    return [title, namesText(facts, format === 'csv' ? 'csv' : 'table')];
  }
  if (out && format === 'table') return [dir === null ? '' : `${visibleStart(dir)}\n`, ...outTable(facts)];
  if (format === 'table')
    return [dir === null ? '' : `${visibleStart(dir)}\n`, reachTable(facts.reach), ...observedLines(facts)];
  if (format === 'mermaid') return [reachMermaid(facts.reach)];
  const assumed = assumedOf(workspace, reachOptions, name.from);
  const stated = { ...assumed, ...(families ? { addressFamilies: allFamilies } : {}) };
  const read = waysIn(facts);
  const ways = membersOf(facts, out);
  const hostNames = names ? namesJson(read) : null;
  const seen = seenOption(facts);
  return reachJson(workspace.topology, facts.reach, stated, {
    sparse,
    by,
    families,
    ways,
    hostNames,
    ...seen,
  });
}

/** Returns the members of each service on who comes in, and with `--out` on who leaves. */
function membersOf(facts: HostFacts, out: boolean): (service: string) => string {
  const ways = waysMembers(waysIn(facts));
  const leavings = out ? outMembers(facts) : null;
  return (service) => [ways(service), leavings?.(service)].filter((text) => text !== undefined).join(',');
}

/** Returns the table of host names as text or as comma-separated values. */
function namesText(facts: HostFacts, format: 'table' | 'csv'): string {
  const ways = waysIn(facts);
  const ofHost = standaloneStack(facts.host) === null;
  return format === 'table' ? namesTable(ways, ofHost) : namesCsv(nameRows(ways, allWays(ways)), ofHost);
}

async function reachOfFleet(
  io: Io,
  args: readonly string[],
  file: string,
  options: ReachOptions,
): Promise<ExitCode> {
  refuseBesideFleet(args, options);
  const { format, sparse = false, by = false, families = false, names = false, out = false } = options;
  const { fleetNamesCsv, fleetNamesJson, fleetNamesTable } = await import(
    '../../core/export/fleet/fleet-names.ts'
  );
  const { loadFleet } = await import('../input/load-fleet.ts');
  const { fleetFacts } = await import('../../core/fleet/fleet-facts.ts');
  const { fleet, failed } = await loadFleet(io, file, options);
  const facts = fleetFacts(fleet);
  if (format === 'mermaid') {
    const { fleetMermaid } = await import('../../core/export/fleet/fleet-mermaid.ts');
    await io.print([fleetMermaid(facts)]);
  } else if (names && format !== 'json') {
    await io.print([format === 'csv' ? fleetNamesCsv(facts) : fleetNamesTable(facts)]);
  } else if (out && format === 'table') {
    for (const [name, { facts: own }] of fleet.machines) {
      if (own) await io.print([`${visibleStart(name)}:\n`, ...outTable(own)]);
    }
  } else if (format === 'table') {
    const { fleetReachTable } = await import('../../core/export/fleet/fleet-reach-table.ts');
    await io.print([fleetReachTable(facts)]);
  } else {
    const { fleetReachJson } = await import('../../core/export/fleet/fleet-reach.ts');
    const waysOf = (own: HostFacts) => membersOf(own, out);
    const hostNames = names ? fleetNamesJson(facts) : null;
    await io.print(fleetReachJson(facts, { sparse, by, families, names, waysOf, hostNames }));
  }
  return failed ? exitCodes.failure : exitCodes.done;
}

async function hostReach(
  facts: HostFacts,
  { format, sparse = false, by = false, families = false, names = false, out = false }: ReachOptions,
): Promise<Iterable<string>> {
  if (format === 'mermaid') {
    const { hostMermaid } = await import('../../core/export/host/host-mermaid.ts');
    return [hostMermaid(facts)];
  }
  if (names && format !== 'json') return [namesText(facts, format === 'csv' ? 'csv' : 'table')];
  if (out && format === 'table') return outTable(facts);
  const { hostReachJson, hostReachTable } = await import('../../core/export/host/host-reach.ts');
  if (format === 'table') return [hostReachTable(facts), ...observedLines(facts)];
  const ways = membersOf(facts, out);
  const hostNames = names ? namesJson(waysIn(facts)) : null;
  return hostReachJson(facts, { sparse, by, families, names, ways, hostNames, ...seenOption(facts) });
}
