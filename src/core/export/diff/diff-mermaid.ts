// What a change opens and closes as a Mermaid flowchart: an arrow for each connection that is new, bold, and for each that is gone, dotted. Only
// whom something changes for is drawn.

import { changedConnection, familySuffix, pairedChanges } from '../../describe/difference.ts';
import { mermaidLabel } from '../../quote/mermaid-label.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { hostPlace, outsidePlace } from '../../reach/places.ts';
import type { DiffReport } from './diff-report.ts';

/** Maximum number of arrows: a larger chart is unreadable, and GitHub draws none above 500. */
const maxArrows = 60;

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** True when the connection goes both ways. */
  readonly both: boolean;
  /** Ports, and how the target is reached if not at its own address. */
  readonly words: readonly string[];
}

export interface DiffChart {
  /** The flowchart with its line feeds. */
  readonly text: string;
  readonly drawn: number;
  readonly all: number;
}

/**
 * Returns a flowchart of the changed connections; null when none changes. Names are only labels and ids are generated, so no name can break
 * the syntax.
 */
export function diffMermaid(report: DiffReport): DiffChart | null {
  const opened = arrowsOf(report, 'opened');
  const all = [...opened, ...arrowsOf(report, 'closed')];
  if (all.length === 0) return null;
  const drawn = all.slice(0, maxArrows);
  const ids = new Map<string, string>();
  const idOf = (end: string): string => {
    const id = ids.get(end) ?? `s${ids.size}`;
    ids.set(end, id);
    return id;
  };
  const lines = drawn.map(({ from, to, both, words }, index) => {
    const opens = index < opened.length;
    const label = mermaidLabel([opens ? 'opens' : 'closes', ...words].join(' '));
    return `  ${idOf(from)} ${both ? '<' : ''}${opens ? '==>' : '-.->'}|"${label}"| ${idOf(to)}`;
  });
  const nodes = [...ids].map(([end, id]) => `  ${id}${nodeOf(end, report)}`);
  const styles = drawn.map(
    (_, index) => `  linkStyle ${index} stroke:${index < opened.length ? '#b8152f' : '#52606f'}`,
  );
  return {
    text: `${['flowchart LR', ...nodes, ...lines, ...styles].join('\n')}\n`,
    drawn: drawn.length,
    all: all.length,
  };
}

function nodeOf(end: string, { services }: DiffReport): string {
  if (end === outsidePlace) return '(("outside"))';
  if (end === hostPlace) return '[["host"]]';
  const standing = services.opened.includes(end) ? ' (new)' : services.closed.includes(end) ? ' (gone)' : '';
  return `["${mermaidLabel(end)}${standing}"]`;
}

/** Returns one arrow for both directions of a pair, and one for all ports of a service. */
function arrowsOf(report: DiffReport, side: 'opened' | 'closed'): readonly Arrow[] {
  const ways = new Map<string, { readonly arrow: Omit<Arrow, 'words'>; readonly words: string[] }>();
  const all: readonly WayChange[] = [
    ...report.waysIn[side],
    ...report.waysOut[side],
    ...report.toHost[side],
    ...report.fromHost[side],
  ];
  for (const way of all) {
    const { from, to, port = '', unsure = false } = changedConnection(way);
    const [a = '', b = ''] = [from[0], to[0]];
    const key = JSON.stringify([a, b]);
    const known = ways.get(key) ?? { arrow: { from: a, to: b, both: false }, words: [] };
    ways.set(key, known);
    const word = `${port}${familySuffix(way)}${unsure ? ' perhaps' : ''}`.trim();
    if (word !== '') known.words.push(word);
  }
  const pairs = pairedChanges(report.connections[side]).map(({ change, both }): Arrow => {
    const how = change.kind === 'host' ? 'through a published port' : '';
    const word = `${how}${familySuffix(change)}`.trim();
    return { from: change.from, to: change.to, both, words: word === '' ? [] : [word] };
  });
  return [...[...ways.values()].map(({ arrow, words }): Arrow => ({ ...arrow, words })), ...pairs];
}
