// `bulkhead check [FILE|DIR…]`: the findings, and an exit code for CI.

import { analyzeDocument } from '../../core/analysis/analyze-document.ts';
import type { Finding, Severity } from '../../core/analysis/finding.ts';
import { checkJson } from '../../core/export/check-json.ts';
import { checkPretty } from '../../core/export/check-pretty.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { assumptions } from '../input/assumptions.ts';
import { findProjectFiles } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { paint } from '../output/paint.ts';
import { type ProjectPieces, projectsJson } from '../output/projects-json.ts';
import type { ProjectOptions } from '../project-options.ts';

export interface CheckOptions extends ProjectOptions {
  readonly format: string;
  readonly failOn: string;
  readonly rules: string;
}

const laterFormats = ['sarif', 'github'];
const laterRuleSets = ['strict', 'cis', 'homelab'];
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** The severities that object, from `--fail-on`. */
function objecting(failOn: string): readonly Severity[] {
  if (failOn === 'never') return [];
  const words: readonly string[] = severities;
  const lowest = words.indexOf(failOn);
  if (lowest < 0) throw new CallFailure(`--fail-on ${failOn}: give error, warning, info or never.`);
  return severities.slice(0, lowest + 1);
}

function refuseUnknownWords({ format, rules }: CheckOptions): void {
  if (laterFormats.includes(format)) {
    throw new CallFailure(`--format ${format} is not available yet. Use pretty or json.`);
  }
  if (format !== 'pretty' && format !== 'json') {
    throw new CallFailure(`--format ${format}: no such format. Use pretty or json.`);
  }
  if (laterRuleSets.includes(rules)) {
    throw new CallFailure(`--rules ${rules} is not available yet. Use default.`);
  }
  if (rules !== 'default') throw new CallFailure(`--rules ${rules}: no such rule set. Use default.`);
}

/** Runs the command; `args` are the operands. */
export async function runCheck(io: Io, args: readonly string[], options: CheckOptions): Promise<ExitCode> {
  refuseUnknownWords(options);
  const objects = objecting(options.failOn);
  const projects: ProjectPieces[] = [];
  const all: Finding[] = [];
  for (const { file, dir } of await findProjectFiles(io, args, options.envFile)) {
    const project = await loadProject(io, file, options);
    const { document } = project;
    const analysis = analyzeDocument(document, project.reachOptions);
    all.push(...analysis.findings);
    if (options.format === 'json') {
      const report = checkJson(document, analysis, assumptions(project));
      projects.push({ dir, pieces: [`${JSON.stringify(report)}\n`] });
      continue;
    }
    const title = dir === null ? '' : `${dir}\n`;
    const report = checkPretty(document, analysis, io.color ? paint : undefined);
    projects.push({ dir, pieces: [title, report] });
  }
  if (options.format === 'json') await io.print(projectsJson(projects));
  else for (const { pieces } of projects) await io.print(pieces);
  return all.some(({ severity, suppressed }) => suppressed === null && objects.includes(severity))
    ? exitCodes.objection
    : exitCodes.done;
}
