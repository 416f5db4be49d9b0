// What is said of the place of a file that somebody points at.

import type { Analysis } from '../../analysis/analyze.ts';
import { mainDocument } from '../../compose/workspace/open-workspace.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import { codeSpan, escapedProse } from '../../export/markdown-text.ts';
import { lineStarts } from '../../text/line-and-column.ts';
import type { Path, Span } from '../../yaml/tree.ts';
import { aboutWord } from '../complete/about-word.ts';
import type { ProjectNames } from '../complete/project-names.ts';
import { lineReader } from '../line-reader.ts';
import { namedAt } from '../name-places.ts';
import { pathAt } from '../path-at.ts';
import { networkHover } from './network-hover.ts';
import { portHover } from './port-hover.ts';
import { serviceHover } from './service-hover.ts';

/** Markdown, and the stretch of text that it is about; null where that is the word. */
export interface Hover {
  readonly markdown: string;
  readonly span: Span | null;
}

/** The index of an item of `ports` of the merged service, found by the item of the file that says it. */
function portIndex(workspace: Workspace, file: string, path: Path): number | null {
  const [, service, , index] = path;
  if (typeof service !== 'string' || typeof index !== 'number') return null;
  const document = workspace.files.find((open) => open.document.file === file)?.document;
  const own = document?.topology.services.get(service)?.ports.find((port) => port.index === index);
  const merged = workspace.topology.services.get(service)?.ports ?? [];
  // Ports of several files are put together: the same item has another place there.
  if (document === mainDocument(workspace) && workspace.files.length === 1) return index;
  return merged.find((port) => own && port.raw === own.raw)?.index ?? null;
}

/** What is known of the place; null where nothing is. While a text cannot be read, keys and words are still explained; for those no analysis is asked for. */
export function hoverAt(
  workspace: Workspace,
  analysis: () => Analysis,
  file: string,
  offset: number,
  names: ProjectNames,
): Hover | null {
  const document = workspace.files.find((open) => open.document.file === file)?.document;
  if (!document) return null;
  const found = namedAt(workspace, file, offset);
  if (found && found.named.file === null) {
    const { kind, name } = found.named;
    const markdown = kind === 'service' ? serviceHover(analysis(), name) : networkHover(analysis(), name);
    if (markdown !== null) return { markdown, span: found.place };
  }
  const path = workspace.stale ? null : pathAt(document, offset);
  const [top, service, key, item] = path ?? [];
  if (path && top === 'services' && typeof service === 'string' && key === 'ports' && item !== undefined) {
    const index = portIndex(workspace, file, path);
    const markdown = index === null ? null : portHover(analysis(), service, index);
    if (markdown !== null) return { markdown, span: null };
  }
  const { lineAt, line, column } = lineReader(document.text, offset);
  const meaning = aboutWord(lineAt, line, column, names);
  if (meaning === null) return null;
  const start = lineStarts(document.text)[line - 1] ?? 0;
  return {
    markdown: `**${codeSpan(meaning.word)}**: ${escapedProse(meaning.about)}`,
    span: { from: start + meaning.from, to: start + meaning.to },
  };
}
