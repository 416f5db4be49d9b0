// A host as Markdown for its documentation: stacks, the networks on which they meet, who reaches whom across them, findings, and what
// all of it rests on. Names and topology only: values of environment, commands and labels stay in the files.

import { plural } from '../../compose/numbers.ts';
import { assumedOf } from '../../describe/assumed.ts';
import { triCell } from '../../describe/tri.ts';
import { isShared, type Stack, splitHostName } from '../../host/host.ts';
import { unknownAlone } from '../../host/unknown-alone.ts';
import { codeSpan, markdownTable } from '../../quote/markdown-text.ts';
import { engineKinds } from '../../reach/engine-kinds.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { findingLine, names, serviceRow, serviceTitles } from '../markdown-report.ts';
import { namesMarkdown } from '../ways-in/name-table.ts';
import { placedStacks } from './host-check.ts';

/** Yields the Markdown in pieces, with their line feeds. */
export function* hostMarkdown(analysis: HostAnalysis): Generator<string, void, undefined> {
  const { host, reach } = analysis;
  yield `# Networks of a host\n\n${plural(host.stacks.length, 'stack')}, ${plural(reach.services.length, 'active service')}.\n`;
  yield `\n## Stacks\n\n${stackTable(analysis)}`;
  yield `\n## Shared networks\n\n${sharedTable(analysis)}`;
  const named = namesMarkdown(analysis.ways, true);
  if (named !== null) yield `\n## Names\n\n${named}`;
  yield '\n## Who reaches whom across stacks\n\n';
  yield* acrossLines(analysis);
  yield '\n## Services\n';
  for (const { id } of host.stacks) {
    const ownFacts = [...reach.facts.values()].filter(({ name }) => splitHostName(name).stack === id);
    const rows = ownFacts.map((facts) => serviceRow(reach, facts));
    if (ownFacts.length > 0) yield `\n### ${codeSpan(id)}\n\n${markdownTable(serviceTitles(reach), rows)}`;
  }
  yield '\n## Findings\n\n';
  yield* findingLines(analysis);
  yield `\n## Assumptions\n\n${assumedLines(analysis)}`;
}

function stackTable({ host, reach }: HostAnalysis): string {
  const rows = host.stacks.map(({ id, dir }) => {
    const ownFacts = [...reach.facts.values()].filter(({ name }) => splitHostName(name).stack === id);
    const ports = ownFacts.flatMap(({ published }) =>
      published
        .filter(({ reachableFrom }) => reachableFrom === 'outside')
        .map(({ hostPort }) => hostPort || '*'),
    );
    return [
      codeSpan(id),
      codeSpan(dir ?? '-'),
      String(ownFacts.length),
      [...new Set(ports)].join(', ') || '–',
    ];
  });
  return markdownTable(['stack', 'folder', 'services', 'open ports'], rows);
}

function sharedTable({ joined }: HostAnalysis): string {
  const shared = [...joined.networks.values()].filter(isShared);
  if (shared.length === 0) return 'None.\n';
  const rows = shared.map(({ name, madeBy, internal, members }) => [
    codeSpan(name),
    madeBy === null ? 'outside these files' : codeSpan(madeBy),
    triCell(internal),
    names(members),
  ]);
  return markdownTable(['network', 'made by', 'internal', 'members'], rows);
}

/**
 * Yields, for each source, the services of other stacks that it reaches at their own addresses; sources with the same targets share a row.
 */
function* acrossLines({ reach }: HostAnalysis): Generator<string, void, undefined> {
  const sources = new Map<string, string[]>();
  for (const from of reach.services) {
    const { stack } = splitHostName(from);
    const targets = reach.services.flatMap((to) => {
      if (splitHostName(to).stack === stack) return [];
      const direct = reach.direct(from, to);
      return direct === false ? [] : [direct === true ? codeSpan(to) : `${codeSpan(to)} (?)`];
    });
    if (targets.length === 0) continue;
    const key = targets.join(', ');
    sources.set(key, [...(sources.get(key) ?? []), from]);
  }
  if (sources.size === 0) yield 'Nobody, except through published ports.\n';
  for (const [targets, from] of sources) yield `- ${names(from)} → ${targets}\n`;
}

function* findingLines(analysis: HostAnalysis): Generator<string, void, undefined> {
  const groups = placedStacks(analysis);
  if (groups.length === 0) yield 'None.\n';
  for (const { findings, place } of groups) for (const finding of findings) yield findingLine(finding, place);
}

function assumedLines(analysis: HostAnalysis): string {
  const { host, reach } = analysis;
  const lines = host.stacks.map((stack) => {
    const gain = unknownAlone(analysis, stack.id);
    const known =
      gain && gain.unknown > 0
        ? `; ${gain.known} of ${gain.unknown} facts unknown in it alone are known here`
        : '';
    return `- ${codeSpan(stack.id)}: ${stackAssumptions(stack, analysis.options)}${known}\n`;
  });
  return `- ${engineKinds[reach.options.engine.kind].title} ${codeSpan(reach.options.engine.text)}\n- outside: unknown, LAN or internet, whatever reaches the host\n${lines.join('')}`;
}

function stackAssumptions({ workspace, profiles, project }: Stack, options: HostAnalysis['options']): string {
  const {
    files,
    unsetVariables,
    missingFiles = [],
  } = assumedOf(workspace, { ...options, project: project.name, profiles }, project.from);
  const parts = [
    names(files),
    profiles.length > 0 ? `profiles ${names(profiles)}` : '',
    unsetVariables.length > 0 ? `without a value ${names(unsetVariables)}` : '',
    missingFiles.length > 0 ? `missing ${names(missingFiles)}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
