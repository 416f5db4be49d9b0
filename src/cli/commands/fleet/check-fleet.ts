// `bulkhead check --fleet FILE`: the findings between machines, then those of each machine as `check --host` has them.

import { githubCommands } from '../../../core/export/check/check-github.ts';
import { checkGitlab } from '../../../core/export/check/check-gitlab.ts';
import { checkJunit } from '../../../core/export/check/check-junit.ts';
import { checkSarif } from '../../../core/export/check/check-sarif.ts';
import {
  fleetCheckJson,
  fleetCheckMarkdown,
  fleetCheckPretty,
  fleetSuites,
  placedFleet,
  placedMachines,
  withFindings,
} from '../../../core/export/fleet/fleet-check.ts';
import { applyBaseline } from '../../../core/findings/baseline.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { onFleet } from '../../../core/findings/findings-of-fleet.ts';
import { countingFindings, severityForFailing } from '../../../core/findings/standing.ts';
import { fleetFindingsWithFixes } from '../../../core/fixes/offer-fleet-fixes.ts';
import { machineFindingsWithFixes } from '../../../core/fixes/offer-machine-fixes.ts';
import { analyzeFleet } from '../../../core/rules/all-rules.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import { acrossRules, fleetRules } from '../../../core/rules/registry.ts';
import { about } from '../../about.ts';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { loadFleet } from '../../input/load-fleet.ts';
import type { Io } from '../../io.ts';
import { paint } from '../../output/paint.ts';
import { readExisting } from '../../saving/save-texts.ts';
import {
  type CheckChoice,
  type CheckOptions,
  findingsWithFixes,
  loadBaseline,
  namesFromRepository,
  saveBaseline,
} from '../check-options.ts';

/** Runs the command on the fleet of `file`; `args` are the operands, of which there must be none. */
export async function runCheckFleet(
  io: Io,
  args: readonly string[],
  file: string,
  options: CheckOptions,
  choice: CheckChoice,
): Promise<ExitCode> {
  if (args.length > 0 || options.host === true || options.each === true)
    throw new CallFailure(
      '--fleet has the folders of its machines in its file: leave out FILE, DIR, --host and --each.',
    );
  if (options.machine !== undefined || options.observed !== undefined)
    throw new CallFailure(
      '--fleet has the records of its machines in its file: leave out --machine and --observed.',
    );
  const { baseline: known, writeBaseline } = options;
  const baseline = known === undefined ? null : (await loadBaseline(io, known)).get('');
  const older = writeBaseline === undefined ? null : readExisting(io, writeBaseline);
  const { fleet, failed } = await loadFleet(io, file, options);
  const analysis = analyzeFleet(fleet);
  const shown = reported(analysis, baseline ?? new Set(), choice);
  const groups = placedMachines(shown);
  if (writeBaseline !== undefined && !failed)
    saveBaseline(io, writeBaseline, older, new Map([['', groups.flatMap(({ findings }) => findings)]]));
  await (choice.format === 'pretty' ? io.printPainted : io.print)(fleetReport(io, choice, shown));
  if (failed) return exitCodes.failure;
  const objects = groups.some(({ findings, profiles }) =>
    countingFindings(findings, profiles).some((finding) =>
      choice.objecting.includes(severityForFailing(finding)),
    ),
  );
  return objects ? exitCodes.objection : exitCodes.done;
}

/** Returns the analysis with the findings to report: those that a baseline knows are marked, and each has the fixes that the format prints. */
function reported(
  analysis: FleetAnalysis,
  known: ReadonlySet<string>,
  { format }: CheckChoice,
): FleetAnalysis {
  const printed = (findings: readonly Finding[]) => findingsWithFixes(format, findings);
  const between = applyBaseline(analysis.findings, known);
  const ofMachine = machineFindingsWithFixes(
    analysis,
    // A machine's findings are tried under their own names, and known under those of the fleet.
    (machine, host) =>
      host.findings.map((finding) => {
        const [onItsFleet] = applyBaseline([onFleet(analysis.book, machine, finding)], known);
        return onItsFleet && onItsFleet.suppressed !== finding.suppressed
          ? { ...finding, suppressed: onItsFleet.suppressed }
          : finding;
      }),
    printed,
  );
  return withFindings(analysis, fleetFindingsWithFixes(analysis, between, printed(between)), ofMachine);
}

function* fleetReport(
  io: Io,
  { format, objecting, extent }: CheckChoice,
  analysis: FleetAnalysis,
): Iterable<string> {
  const nameOf = namesFromRepository(io);
  switch (format) {
    case 'json':
      yield* fleetCheckJson(analysis);
      return;
    case 'sarif':
      yield `${JSON.stringify(checkSarif(placedFleet(analysis), about, nameOf, [...acrossRules, ...fleetRules]), null, 1)}\n`;
      return;
    case 'github':
      for (const group of placedMachines(analysis)) yield githubCommands(group, nameOf);
      return;
    case 'gitlab':
      yield `${JSON.stringify(checkGitlab(placedMachines(analysis), nameOf), null, 1)}\n`;
      return;
    case 'junit':
      yield* checkJunit(fleetSuites(analysis), objecting, nameOf);
      return;
    case 'markdown':
      yield* fleetCheckMarkdown(analysis);
      return;
    case 'pretty':
      yield* fleetCheckPretty(analysis, io.color ? paint : undefined, extent);
  }
}
