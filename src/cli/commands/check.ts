// `bulkhead check [FILE|DIR…]`, `bulkhead check --host [DIR…]`: the findings, and an exit code for CI. Of a host those of every stack, with what
// the others show about it, and those about several stacks. `bulkhead check --fleet FILE` is in `fleet/check-fleet.ts`.

import type { Assumed } from '../../core/contracts/assumed.ts';
import { assumedOf } from '../../core/describe/assumed.ts';
import { githubCommands } from '../../core/export/check/check-github.ts';
import { checkGitlab } from '../../core/export/check/check-gitlab.ts';
import { checkJson } from '../../core/export/check/check-json.ts';
import { checkJunit, type JunitSuite } from '../../core/export/check/check-junit.ts';
import { checkMarkdown } from '../../core/export/check/check-markdown.ts';
import { checkPretty } from '../../core/export/check/check-pretty.ts';
import { checkSarif } from '../../core/export/check/check-sarif.ts';
import { type NameOf, type PlacedFindings, placesIn } from '../../core/export/check/placed-findings.ts';
import type * as HostReports from '../../core/export/host/host-check.ts';
import { applyBaseline, knownOf } from '../../core/findings/baseline.ts';
import type { Finding } from '../../core/findings/finding.ts';
import { countingFindings, severityForFailing } from '../../core/findings/standing.ts';
import { hostFindingsWithFixes } from '../../core/fixes/offer-host-fixes.ts';
import type { Stack } from '../../core/host/host.ts';
import { codeSpan } from '../../core/quote/markdown-text.ts';
import { visibleStart } from '../../core/quote/visible-text.ts';
import { analyzeAlone, analyzeHost } from '../../core/rules/all-rules.ts';
import type { HostAnalysis } from '../../core/rules/analyze-host.ts';
import { acrossRules, projectRules } from '../../core/rules/registry.ts';
import { sentenceOf, summaryOf } from '../../core/summary/summary.ts';
import { about } from '../about.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { isAboutHost, withRecords } from '../input/host-options.ts';
import { loadProjects } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { paint } from '../output/paint.ts';
import { projectsJson } from '../output/projects-json.ts';
import { readExisting } from '../saving/save-texts.ts';
import {
  type CheckChoice,
  type CheckOptions,
  findingsWithFixes,
  folderFromBaseline,
  loadBaseline,
  namesFromRepository,
  readCheckOptions,
  saveBaseline,
} from './check-options.ts';

/** The analysis of one project or of a host, with the findings to report. */
interface CheckedHost {
  readonly analysis: HostAnalysis;
  /** The findings of the analysis as the report shows them. */
  readonly findings: readonly Finding[];
}

interface CheckedProject extends CheckedHost {
  readonly dir: string | null;
  readonly files: readonly string[];
  readonly stack: Stack;
  readonly assumed: Assumed;
}

function placed({ findings, stack: { workspace, profiles } }: CheckedProject): PlacedFindings {
  return { findings, place: placesIn(workspace), profiles };
}

/** Returns a project's test suite. Its first file gives the name, which does not depend on the working folder. */
function suiteOf(project: CheckedProject, nameOf: NameOf): JunitSuite {
  const {
    files: [main = '-'],
  } = project;
  return { name: nameOf(main), rules: projectRules, groups: [placed(project)] };
}

/** Yields the report on projects in pieces. */
function* projectReports(
  io: Io,
  { format, objecting, extent }: CheckChoice,
  checked: readonly CheckedProject[],
): Iterable<string> {
  const nameOf = namesFromRepository(io);
  switch (format) {
    case 'json':
      yield* projectsJson(
        checked.map(({ dir, stack, analysis, findings, assumed }) => {
          const report = checkJson(stack.workspace, { reach: analysis.reach, findings }, assumed);
          return { dir, pieces: [`${JSON.stringify(report)}\n`] };
        }),
      );
      return;
    case 'sarif': {
      const projects = checked.map(({ stack: { workspace }, findings }) => ({ workspace, findings }));
      yield `${JSON.stringify(checkSarif(projects, about, nameOf), null, 1)}\n`;
      return;
    }
    case 'github':
      for (const project of checked) yield githubCommands(placed(project), nameOf);
      return;
    case 'gitlab':
      yield `${JSON.stringify(checkGitlab(checked.map(placed), nameOf), null, 1)}\n`;
      return;
    case 'junit':
      yield* checkJunit(
        checked.map((project) => suiteOf(project, nameOf)),
        objecting,
        nameOf,
      );
      return;
    case 'markdown':
      yield* checkMarkdown(
        checked.map((project) => ({
          title: project.dir === null ? '' : codeSpan(project.dir),
          ...placed(project),
        })),
      );
      return;
    case 'pretty':
      for (const { dir, stack, analysis, findings } of checked) {
        if (dir !== null) yield `${visibleStart(dir)}\n`;
        const own = analysis.analyses.get(stack.id);
        const lead = own === undefined ? '' : sentenceOf(summaryOf(own));
        if (lead !== '') yield `${visibleStart(lead)}\n\n`;
        yield checkPretty(
          stack.workspace,
          { reach: analysis.reach, findings },
          io.color ? paint : undefined,
          extent,
        );
      }
  }
}

/** Yields the report on a host in pieces. */
function* hostReport(
  io: Io,
  { format, objecting, extent }: CheckChoice,
  analysis: HostAnalysis,
  reports: typeof HostReports,
): Iterable<string> {
  const nameOf = namesFromRepository(io);
  switch (format) {
    case 'json':
      yield* reports.hostCheckJson(analysis);
      return;
    case 'sarif':
      yield `${JSON.stringify(checkSarif(reports.placedProjects(analysis), about, nameOf, acrossRules), null, 1)}\n`;
      return;
    case 'github':
      for (const group of reports.placedStacks(analysis)) yield githubCommands(group, nameOf);
      return;
    case 'gitlab':
      yield `${JSON.stringify(checkGitlab(reports.placedStacks(analysis), nameOf), null, 1)}\n`;
      return;
    case 'junit':
      yield* checkJunit(reports.hostSuites(analysis), objecting, nameOf);
      return;
    case 'markdown':
      yield* reports.hostCheckMarkdown(analysis);
      return;
    case 'pretty':
      yield* reports.hostCheckPretty(analysis, io.color ? paint : undefined, extent);
  }
}

/** The folders of the checked stacks as a baseline names them, by stack id; empty for the host's own file. */
type StackFolders = ReadonlyMap<string | null, readonly string[]>;

/** Reads the baselines that the options name, before anything is checked, and returns how to apply and save them. */
async function baselinesOf(io: Io, { baseline: file, writeBaseline }: CheckOptions) {
  const baseline = file === undefined ? null : await loadBaseline(io, file);
  const older = writeBaseline === undefined ? null : readExisting(io, writeBaseline);
  const folder = (to: string, files: readonly string[]): string => folderFromBaseline(io, to, files);
  return {
    /** Returns the findings and marks those that the baseline knows. `alone` is true when nothing else is checked. */
    marked(findings: readonly Finding[], folders: StackFolders, alone: boolean): readonly Finding[] {
      if (baseline === null || file === undefined) return findings;
      const known = new Map<string | null, ReadonlySet<string>>([[null, baseline.get('') ?? new Set()]]);
      for (const [id, [dir = '', ...files]] of folders)
        known.set(id, knownOf(baseline, [folder(file, files), dir], alone));
      return findings.flatMap((finding) => {
        const { stack = '' } = finding;
        return applyBaseline([finding], known.get(stack) ?? new Set());
      });
    },
    /** Writes the baseline when the options ask for one. */
    save(all: readonly { readonly analysis: HostAnalysis; readonly folders: StackFolders }[]): void {
      if (writeBaseline === undefined) return;
      const found = new Map<string, Finding[]>();
      for (const { analysis, folders } of all) {
        const names = new Map<string | null, string>();
        if (analysis.findings.some(({ stack }) => stack === null)) names.set(null, '');
        for (const [id, [, ...files]] of folders) names.set(id, folder(writeBaseline, files));
        for (const name of names.values()) found.set(name, found.get(name) ?? []);
        for (const finding of analysis.findings) {
          const { stack = '' } = finding;
          found.get(names.get(stack) ?? '')?.push(finding);
        }
      }
      saveBaseline(io, writeBaseline, older, found);
    },
  };
}

/** Runs the command; `args` are the operands. Reports folders that give no model and checks the others. */
export async function runCheck(io: Io, args: readonly string[], given: CheckOptions): Promise<ExitCode> {
  if (given.fleet !== undefined) {
    const { runCheckFleet } = await import('./fleet/check-fleet.ts');
    return runCheckFleet(io, args, given.fleet, given, readCheckOptions(given));
  }
  const options = await withRecords(io, given);
  const choice = readCheckOptions(options);
  const isHost = isAboutHost(options);
  const baselines = await baselinesOf(io, options);
  const print = choice.format === 'pretty' ? io.printPainted : io.print;
  const reported = (analysis: HostAnalysis, folders: StackFolders, alone: boolean): readonly Finding[] =>
    hostFindingsWithFixes(analysis, baselines.marked(analysis.findings, folders, alone), (ownFindings) =>
      findingsWithFixes(choice.format, ownFindings),
    );
  let failed = false;
  const done = (checked: readonly CheckedHost[]): ExitCode => {
    if (failed) return exitCodes.failure;
    return checked.some((checked) => failsCall(checked, choice)) ? exitCodes.objection : exitCodes.done;
  };
  if (isHost) {
    const { loadHost } = await import('../input/load-host.ts');
    const loaded = await loadHost(io, args, options);
    failed = loaded.failed;
    const analysis = analyzeHost(loaded.host, loaded.question);
    const { stacks } = loaded.host;
    const folders = new Map(
      stacks.map(({ id, dir, workspace }) => [id, [dir ?? '', ...workspace.input.order]]),
    );
    const findings = reported(analysis, folders, stacks.length === 1);
    if (!failed) baselines.save([{ analysis, folders }]);
    const reports = await import('../../core/export/host/host-check.ts');
    await print(hostReport(io, choice, { ...analysis, findings }, reports));
    return done([{ analysis, findings }]);
  }
  const found: (CheckedProject & { readonly folders: StackFolders })[] = [];
  const fail = () => {
    failed = true;
  };
  for await (const { dir, files, project } of loadProjects(io, args, options, fail)) {
    const analysis = analyzeAlone(project);
    const assumed = assumedOf(project.workspace, project.reachOptions, project.name.from);
    const folders = new Map([['', [dir ?? '', ...files]]]);
    for (const stack of analysis.host.stacks)
      found.push({ dir, files, analysis, findings: analysis.findings, stack, assumed, folders });
  }
  const checked = found.map((one): CheckedProject => {
    const findings = reported(one.analysis, one.folders, found.length === 1);
    return { ...one, findings };
  });
  // Without one project in it, the baseline would make all findings of that project new the next time.
  if (!failed) baselines.save(found);
  await print(projectReports(io, choice, checked));
  return done(checked);
}

/** True when a counted finding has a severity that fails the call. */
function failsCall({ analysis, findings }: CheckedHost, { objecting }: CheckChoice): boolean {
  const profiles = new Map(analysis.host.stacks.map((stack) => [stack.id, stack.profiles]));
  return findings.some((finding) => {
    const { stack = '' } = finding;
    return (
      objecting.includes(severityForFailing(finding)) &&
      countingFindings([finding], profiles.get(stack ?? '') ?? []).length > 0
    );
  });
}
