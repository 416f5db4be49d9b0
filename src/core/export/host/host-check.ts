// `check --host` for people, as Markdown and as JSON: what concerns several stacks, then each stack that has findings.

import { plural } from '../../compose/numbers.ts';
import type { HostFinding } from '../../contracts/check.ts';
import type { Finding } from '../../findings/finding.ts';
import { findingPlaces, sortByStack, sortHostFindings } from '../../findings/findings-of-host.ts';
import type { StackOrigin } from '../../host/host.ts';
import { unknownAlone } from '../../host/unknown-alone.ts';
import { codeSpan } from '../../quote/markdown-text.ts';
import { visibleStart } from '../../quote/visible-text.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { acrossRules, concernsSeveralStacks, projectRules } from '../../rules/registry.ts';
import { findingJson } from '../check/check-json.ts';
import type { JunitSuite } from '../check/check-junit.ts';
import { checkMarkdown } from '../check/check-markdown.ts';
import { type Extent, extentNote, type Paint, prettyBlocks, prettySummary } from '../check/check-pretty.ts';
import type { PlacedFindings } from '../check/placed-findings.ts';
import { firstRows } from './first-rows.ts';
import { stacksJson } from './stacks-json.ts';

const plain: Paint = (_role, text) => text;

/** Yields the pretty report in pieces, with summary lines; the last piece ends with a line feed. */
export function* hostCheckPretty(
  analysis: HostAnalysis,
  paint: Paint = plain,
  extent: Extent = 'all',
): Generator<string> {
  const groups = placedStacks(analysis);
  const rows = listed(groups) > maxRows ? firstRows(analysis) : [];
  if (rows.length > 0) {
    const lines = rows.map((row, index) => `${String(index + 1).padStart(3)}. ${visibleStart(row)}\n`);
    yield `${paint('strong', 'What an attacker would look for first')}\n\n${lines.join('')}\n`;
  }
  let heading = '';
  const blocks = prettyBlocks(groups, paint, extent);
  for (const [index, group] of groups.entries()) {
    const title = stackTitle(group);
    if (title !== heading) yield `${paint('strong', visibleStart(title))}\n\n`;
    heading = title;
    yield `${blocks[index]?.join('\n\n')}\n\n`;
  }
  const { host, reach } = analysis;
  const counts = `${plural(host.stacks.length, 'stack')}, ${plural(reach.services.length, 'service')}`;
  yield extentNote(groups, extent)
    .map((note) => `${note}\n\n`)
    .join('');
  yield `${counts}. ${prettySummary(groups)}\n`;
  yield gainLine(analysis);
}

/** Maximum number of findings to read at once; above it, the ones that open something come first. */
const maxRows = 10;

function listed(groups: readonly PlacedStack[]): number {
  return groups.reduce((sum, { findings }) => sum + findings.length, 0);
}

/** Returns the heading of a group of findings. */
export function stackTitle(group: Pick<PlacedStack, 'stack' | 'dir' | 'from'>): string {
  return group.stack === null ? 'across stacks' : `stack ${group.stack} (${placeNote(group)})`;
}

function placeNote({ dir, from }: Pick<PlacedStack, 'dir' | 'from'>): string {
  return dir ?? (from === 'running' ? 'what runs' : 'pasted text');
}

/** Returns how many facts become known when the stacks are read together; empty for none. */
function gainLine(analysis: HostAnalysis): string {
  let [unknown, known] = [0, 0];
  for (const { id } of analysis.host.stacks) {
    const gain = unknownAlone(analysis, id);
    unknown += gain?.unknown ?? 0;
    known += gain?.known ?? 0;
  }
  return unknown === 0
    ? ''
    : `${known} of ${plural(unknown, 'fact')} that one stack alone leaves unknown are known here.\n`;
}

/** Yields the Markdown in pieces, each with its line feed. */
export function hostCheckMarkdown(analysis: HostAnalysis): Generator<string> {
  const { host, reach } = analysis;
  const sections = placedStacks(analysis).map((group) => ({
    ...group,
    title: group.stack === null ? 'Across stacks' : codeSpan(group.stack),
  }));
  const counts = `${plural(host.stacks.length, 'stack')}, ${plural(reach.services.length, 'service')}. `;
  return checkMarkdown(sections, counts);
}

/** Yields one JSON text (version 1, a contract: docs/contracts/check.md), one piece per finding. */
export function* hostCheckJson(analysis: HostAnalysis): Generator<string, void, undefined> {
  const { host, reach, findings } = analysis;
  const { addressFamilies } = reach;
  const head = { version: 1, host: true, engine: reach.options.engine.text };
  yield `${JSON.stringify(head).slice(0, -1)},"stacks":${JSON.stringify(stacksJson(analysis, { addressFamilies }))},"findings":[`;
  let separator = '';
  for (const finding of sortHostFindings(host, findings)) {
    const object: HostFinding = {
      stack: finding.stack ?? null,
      ...findingJson(finding, findingPlaces(analysis, finding)),
    };
    yield `${separator}\n${JSON.stringify(object)}`;
    separator = ',';
  }
  yield ']}\n';
}

interface PlacedStack extends PlacedFindings {
  /** The stack that the findings are about; null for several stacks. */
  readonly stack: string | null;
  readonly dir: string | null;
  /** Where that stack was read from. */
  readonly from: StackOrigin | null;
  /** The stack whose files contain the findings; null for the host's file. */
  readonly owner: string | null;
}

/**
 * Returns a host's findings in non-empty groups as reports list them. Those about several stacks come first, with one group for each owner
 * of files.
 */
export function placedStacks(analysis: HostAnalysis): readonly PlacedStack[] {
  const { host, findings } = analysis;
  const sorted = sortByStack(host, findings);
  const groups: PlacedStack[] = [];
  const add = (list: readonly Finding[], ofStack: boolean): void => {
    const [first] = list;
    if (!first) return;
    const { stack: owner = null } = first;
    const stack = host.stacks.find(({ id }) => id === owner);
    groups.push({
      stack: ofStack ? owner : null,
      owner,
      dir: stack?.dir ?? null,
      from: stack?.from ?? null,
      findings: list,
      place: findingPlaces(analysis, first),
      profiles: stack?.profiles ?? [],
    });
  };
  const owners = [null, ...host.stacks.map(({ id }) => id)];
  const of = (owner: string | null, across: boolean): readonly Finding[] =>
    sorted.filter(
      (finding) => (finding.stack ?? null) === owner && concernsSeveralStacks(finding) === across,
    );
  // Findings in the file of the host are groups of one.
  for (const finding of of(null, true)) add([finding], false);
  for (const owner of owners) if (owner !== null) add(of(owner, true), false);
  for (const owner of owners) if (owner !== null) add(of(owner, false), true);
  return groups;
}

/** Returns the same groups for SARIF, each with the files of its places, and all files for fixes across stacks. */
export function placedProjects(analysis: HostAnalysis) {
  const workspaces = new Map(analysis.host.stacks.map(({ id, workspace }) => [id, workspace]));
  const workspaceOf = (stack: string) => workspaces.get(stack) ?? null;
  return placedStacks(analysis).flatMap(({ owner, findings, place }) => {
    const workspace = workspaceOf(owner ?? analysis.host.stacks[0]?.id ?? '');
    return workspace ? [{ workspace, findings, place, workspaceOf }] : [];
  });
}

/** Returns a test suite for findings across stacks, then one for each stack. */
export function hostSuites(analysis: HostAnalysis): readonly JunitSuite[] {
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
