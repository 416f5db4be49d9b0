// `bulkhead check [FILE|DIR…]`: the findings, and an exit code for CI.

import { version } from '../../../package.json';
import { type Analysis, analyze } from '../../core/analysis/analyze.ts';
import { applyBaseline } from '../../core/analysis/baseline.ts';
import type { Finding } from '../../core/analysis/finding.ts';
import { weighFindings } from '../../core/analysis/rule-sets.ts';
import { sortFindings } from '../../core/analysis/sort-findings.ts';
import { counting } from '../../core/analysis/standing.ts';
import { checkGithub } from '../../core/export/check-github.ts';
import { checkJson } from '../../core/export/check-json.ts';
import { checkPretty } from '../../core/export/check-pretty.ts';
import { checkSarif } from '../../core/export/check-sarif.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { assumptions } from '../input/assumptions.ts';
import { findProjects } from '../input/find-project-files.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { paint } from '../output/paint.ts';
import { projectsJson } from '../output/projects-json.ts';
import { readEngine } from '../project-options.ts';
import { loadBaseline, saveBaseline } from './check-baseline.ts';
import { type CheckOptions, type CheckWords, readCheckWords } from './check-options.ts';

interface Checked {
  readonly dir: string | null;
  readonly project: LoadedProject;
  readonly analysis: Analysis;
}

/** The report in pieces. */
function* reportOf(io: Io, { format }: CheckWords, checked: readonly Checked[]): Iterable<string> {
  switch (format) {
    case 'json':
      yield* projectsJson(
        checked.map(({ dir, project, analysis }) => {
          const report = checkJson(project.workspace, analysis, assumptions(project));
          return { dir, pieces: [`${JSON.stringify(report)}\n`] };
        }),
      );
      return;
    case 'sarif': {
      const projects = checked.map(({ project, analysis }) => {
        return { workspace: project.workspace, findings: analysis.findings };
      });
      yield `${JSON.stringify(checkSarif(projects, version), null, 1)}\n`;
      return;
    }
    case 'github':
      for (const { project, analysis } of checked) {
        yield checkGithub(project.workspace, analysis.findings, project.reachOptions.profiles);
      }
      return;
    case 'pretty':
      for (const { dir, project, analysis } of checked) {
        if (dir !== null) yield `${dir}\n`;
        yield checkPretty(project.workspace, analysis, io.color ? paint : undefined);
      }
  }
}

/** Runs the command; `args` are the operands. Of several folders, one that gives no model is told and the others are checked. */
export async function runCheck(io: Io, args: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const words = readCheckWords(options);
  readEngine(options.engine);
  const baseline = options.baseline === undefined ? null : await loadBaseline(io, options.baseline);
  const checked: Checked[] = [];
  const found = new Map<string, readonly Finding[]>();
  let failed = false;
  for (const { files, dir } of await findProjects(io, args, options)) {
    const project = await loadProject(io, files, options).catch((error: unknown) => {
      if (dir === null || !(error instanceof CallFailure)) throw error;
      io.complain(error.lines);
      return null;
    });
    if (project === null) {
      failed = true;
      continue;
    }
    const analysis = analyze(project.workspace, project.reachOptions);
    found.set(dir ?? '', analysis.findings);
    const weighed = weighFindings(analysis.findings, words.rules);
    const known = baseline?.get(dir ?? '') ?? new Set<string>();
    const findings = sortFindings(project.workspace, applyBaseline(weighed, known));
    checked.push({ dir, project, analysis: { ...analysis, findings } });
  }
  // A baseline without a project would take all of it for new the next time.
  if (options.writeBaseline !== undefined && !failed) saveBaseline(io, options.writeBaseline, found);
  await (words.format === 'pretty' ? io.printPainted : io.print)(reportOf(io, words, checked));
  if (failed) return exitCodes.failure;
  const objection = checked.some(({ analysis, project }) =>
    counting(analysis.findings, project.reachOptions.profiles).some(({ severity }) =>
      words.objecting.includes(severity),
    ),
  );
  return objection ? exitCodes.objection : exitCodes.done;
}
