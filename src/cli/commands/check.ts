// `bulkhead check [FILE|DIR…]`: the findings, and an exit code for CI.

import { assumedOf } from '../../core/describe/assumed.ts';
import { codeSpan } from '../../core/describe/markdown-text.ts';
import { visibleStart } from '../../core/describe/visible-text.ts';
import { checkGithub } from '../../core/export/check/check-github.ts';
import { checkGitlab } from '../../core/export/check/check-gitlab.ts';
import { checkJson } from '../../core/export/check/check-json.ts';
import { checkJunit } from '../../core/export/check/check-junit.ts';
import { checkMarkdown } from '../../core/export/check/check-markdown.ts';
import { checkPretty } from '../../core/export/check/check-pretty.ts';
import { checkSarif } from '../../core/export/check/check-sarif.ts';
import { type NameOf, type PlacedFindings, placesIn } from '../../core/export/check/placed-findings.ts';
import { applyBaseline, knownOf } from '../../core/findings/baseline.ts';
import { counting, weightOf } from '../../core/findings/standing.ts';
import { findingsWithFixes } from '../../core/fixes/offer-fixes.ts';
import { type Analysis, analyze } from '../../core/rules/analyze.ts';
import { projectRules } from '../../core/rules/registry.ts';
import { about } from '../about.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { asksForHost, withMachine, withObserved } from '../input/host-options.ts';
import { loadProjects, type NamedProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { paint } from '../output/paint.ts';
import { projectsJson } from '../output/projects-json.ts';
import { textIn } from '../saving/save-texts.ts';
import {
  type CheckOptions,
  type CheckWords,
  folderFrom,
  fromRepository,
  loadBaseline,
  printedIn,
  readCheckWords,
  saveBaseline,
} from './check-options.ts';

interface Checked extends NamedProject {
  readonly analysis: Analysis;
}

function placed({ project: { workspace, reachOptions }, analysis: { findings } }: Checked): PlacedFindings {
  return { findings, place: placesIn(workspace), profiles: reachOptions.profiles };
}

/** The name of the test suite: the first file, which does not depend on where the call is made. */
function suiteName({ files: [main = '-'] }: Checked, nameOf: NameOf): string {
  return nameOf(main);
}

/** The report in pieces. */
function* reportOf(io: Io, { format, objecting }: CheckWords, checked: readonly Checked[]): Iterable<string> {
  switch (format) {
    case 'json':
      yield* projectsJson(
        checked.map(({ dir, project, analysis }) => {
          const report = checkJson(
            project.workspace,
            analysis,
            assumedOf(project.workspace, project.reachOptions, project.name.from),
          );
          return { dir, pieces: [`${JSON.stringify(report)}\n`] };
        }),
      );
      return;
    case 'sarif': {
      const projects = checked.map(({ project, analysis }) => {
        return { workspace: project.workspace, findings: analysis.findings };
      });
      yield `${JSON.stringify(checkSarif(projects, about, fromRepository(io)), null, 1)}\n`;
      return;
    }
    case 'github':
      for (const { project, analysis } of checked) {
        yield checkGithub(
          project.workspace,
          analysis.findings,
          project.reachOptions.profiles,
          fromRepository(io),
        );
      }
      return;
    case 'gitlab':
      yield `${JSON.stringify(checkGitlab(checked.map(placed), fromRepository(io)), null, 1)}\n`;
      return;
    case 'junit':
      yield* checkJunit(
        checked.map((one) => ({
          name: suiteName(one, fromRepository(io)),
          rules: projectRules,
          groups: [placed(one)],
        })),
        objecting,
        fromRepository(io),
      );
      return;
    case 'markdown':
      yield* checkMarkdown(
        checked.map((one) => ({ title: one.dir === null ? '' : codeSpan(one.dir), ...placed(one) })),
      );
      return;
    case 'pretty':
      for (const { dir, project, analysis } of checked) {
        if (dir !== null) yield `${visibleStart(dir)}\n`;
        yield checkPretty(project.workspace, analysis, io.color ? paint : undefined);
      }
  }
}

/** What `--baseline` knows of each project that was checked. */
async function knownBy(
  io: Io,
  file: string | undefined,
): Promise<(one: Checked, alone: boolean) => ReadonlySet<string>> {
  if (file === undefined) return () => new Set();
  const baseline = await loadBaseline(io, file);
  return ({ files, dir }, alone) => knownOf(baseline, [folderFrom(io, file, files), dir ?? ''], alone);
}

/** Runs the command; `args` are the operands. Of several folders, one that gives no model is reported and the others are checked. */
export async function runCheck(io: Io, args: readonly string[], given: CheckOptions): Promise<ExitCode> {
  const options = await withObserved(io, await withMachine(io, given));
  const words = readCheckWords(options);
  if (asksForHost(options)) {
    const { runCheckHost } = await import('./host/check-host.ts');
    return runCheckHost(io, args, options, words);
  }
  const known = await knownBy(io, options.baseline);
  const { writeBaseline } = options;
  const older = writeBaseline === undefined ? null : textIn(io, writeBaseline);
  const found: Checked[] = [];
  let failed = false;
  const fail = () => {
    failed = true;
  };
  for await (const named of loadProjects(io, args, options, fail)) {
    const { workspace, reachOptions } = named.project;
    found.push({ ...named, analysis: analyze(workspace, reachOptions) });
  }
  const checked = found.map((one): Checked => {
    const marked = applyBaseline(one.analysis.findings, known(one, found.length === 1));
    const reported = { findings: marked, printed: printedIn(words.format, marked) };
    const findings = findingsWithFixes(one.project.workspace, one.analysis, reported);
    return { ...one, analysis: { ...one.analysis, findings } };
  });
  // Without one project in it, the baseline would make all findings of that project new the next time.
  if (writeBaseline !== undefined && !failed) {
    const byFolder = found.map(
      ({ files, analysis }) => [folderFrom(io, writeBaseline, files), analysis.findings] as const,
    );
    saveBaseline(io, writeBaseline, older, new Map(byFolder));
  }
  await (words.format === 'pretty' ? io.printPainted : io.print)(reportOf(io, words, checked));
  if (failed) return exitCodes.failure;
  const objection = checked.some(({ analysis, project }) =>
    counting(analysis.findings, project.reachOptions.profiles).some((finding) =>
      words.objecting.includes(weightOf(finding)),
    ),
  );
  return objection ? exitCodes.objection : exitCodes.done;
}
