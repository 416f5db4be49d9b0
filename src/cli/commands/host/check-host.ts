// `bulkhead check --host [DIR…]`: the findings of every stack, with what the others show about it, and those about several stacks.

import { githubCommands } from '../../../core/export/check/check-github.ts';
import { checkGitlab } from '../../../core/export/check/check-gitlab.ts';
import { checkJunit, type JunitSuite } from '../../../core/export/check/check-junit.ts';
import { checkSarif } from '../../../core/export/check/check-sarif.ts';
import {
  hostCheckJson,
  hostCheckMarkdown,
  hostCheckPretty,
  placedStacks,
} from '../../../core/export/host/host-check.ts';
import { applyBaseline, type Baseline, knownOf } from '../../../core/findings/baseline.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { counting, weightOf } from '../../../core/findings/standing.ts';
import { hostFindingsWithFixes } from '../../../core/fixes/offer-host-fixes.ts';
import type { Stack } from '../../../core/host/host.ts';
import { analyzeHost, type HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { acrossRules, projectRules } from '../../../core/rules/registry.ts';
import { about } from '../../about.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import { paint } from '../../output/paint.ts';
import { textIn } from '../../saving/save-texts.ts';
import {
  type CheckOptions,
  type CheckWords,
  folderFrom,
  fromRepository,
  loadBaseline,
  printedIn,
  saveBaseline,
} from '../check-options.ts';

/** Runs the command; `args` are the folders. */
export async function runCheckHost(
  io: Io,
  args: readonly string[],
  options: CheckOptions,
  words: CheckWords,
): Promise<ExitCode> {
  const { baseline: file, writeBaseline } = options;
  const baseline = file === undefined ? null : await loadBaseline(io, file);
  const older = writeBaseline === undefined ? null : textIn(io, writeBaseline);
  const { host, question, failed } = await loadHost(io, args, options);
  const analysis = analyzeHost(host, question);
  const known = knownOnHost(io, baseline, file ?? '', host.stacks);
  const marked = analysis.findings.flatMap((finding) =>
    applyBaseline([finding], known(finding.stack ?? null)),
  );
  const findings = hostFindingsWithFixes(analysis, marked, (own) => printedIn(words.format, own));
  if (writeBaseline !== undefined && !failed) {
    saveBaseline(io, writeBaseline, older, byFolder(io, writeBaseline, analysis));
  }
  const print = words.format === 'pretty' ? io.printPainted : io.print;
  await print(reportOf(io, words, { ...analysis, findings }));
  if (failed) return exitCodes.failure;
  const profiles = new Map(host.stacks.map((stack) => [stack.id, stack.profiles]));
  const objects = (finding: Finding): boolean =>
    words.objecting.includes(weightOf(finding)) &&
    counting([finding], profiles.get(finding.stack ?? '') ?? []).length > 0;
  return findings.some(objects) ? exitCodes.objection : exitCodes.done;
}

/** What a baseline knows of each stack, by the folder it is in; of the host's own file, by none. */
function knownOnHost(
  io: Io,
  baseline: Baseline | null,
  file: string,
  stacks: readonly Stack[],
): (stack: string | null) => ReadonlySet<string> {
  const nothing: ReadonlySet<string> = new Set();
  if (baseline === null) return () => nothing;
  const known = new Map<string | null, ReadonlySet<string>>([[null, baseline.get('') ?? nothing]]);
  for (const { id, dir, workspace } of stacks) {
    const names = [folderFrom(io, file, workspace.input.order), dir ?? ''];
    known.set(id, knownOf(baseline, names, stacks.length === 1));
  }
  return (stack) => known.get(stack) ?? nothing;
}

function byFolder(
  io: Io,
  file: string,
  { host, findings }: HostAnalysis,
): ReadonlyMap<string, readonly Finding[]> {
  const folders = new Map<string | null, string>([[null, '']]);
  for (const { id, workspace } of host.stacks) folders.set(id, folderFrom(io, file, workspace.input.order));
  const found = new Map<string, Finding[]>([...folders.values()].map((folder) => [folder, []]));
  for (const finding of findings) found.get(folders.get(finding.stack ?? null) ?? '')?.push(finding);
  if (found.get('')?.length === 0) found.delete('');
  return found;
}

/** The report in pieces. */
function* reportOf(io: Io, { format, objecting }: CheckWords, analysis: HostAnalysis): Iterable<string> {
  switch (format) {
    case 'json':
      yield* hostCheckJson(analysis);
      return;
    case 'sarif':
      yield `${JSON.stringify(sarifOf(io, analysis), null, 1)}\n`;
      return;
    case 'github':
      for (const group of placedStacks(analysis)) yield githubCommands(group, fromRepository(io));
      return;
    case 'gitlab':
      yield `${JSON.stringify(checkGitlab(placedStacks(analysis), fromRepository(io)), null, 1)}\n`;
      return;
    case 'junit':
      yield* checkJunit(suitesOf(analysis), objecting, fromRepository(io));
      return;
    case 'markdown':
      yield* hostCheckMarkdown(analysis);
      return;
    case 'pretty':
      yield* hostCheckPretty(analysis, io.color ? paint : undefined);
  }
}

/** A suite for what concerns several stacks, then one for each stack. */
function suitesOf(analysis: HostAnalysis): readonly JunitSuite[] {
  const groups = placedStacks(analysis);
  const across = groups.filter(({ stack }) => stack === null);
  return [
    { name: 'all stacks', rules: acrossRules, groups: across },
    ...analysis.host.stacks.map(({ id, dir }) => ({
      name: dir ?? id,
      rules: projectRules,
      groups: groups.filter(({ stack }) => stack === id),
    })),
  ];
}

function sarifOf(io: Io, analysis: HostAnalysis): object {
  const workspaces = new Map(analysis.host.stacks.map(({ id, workspace }) => [id, workspace]));
  const workspaceOf = (stack: string) => workspaces.get(stack) ?? null;
  const projects = placedStacks(analysis).flatMap(({ owner, findings, place }) => {
    const workspace = workspaceOf(owner ?? analysis.host.stacks[0]?.id ?? '');
    return workspace ? [{ workspace, findings, place, workspaceOf }] : [];
  });
  return checkSarif(projects, about, fromRepository(io), acrossRules);
}
