import { placeTitle } from '../../core/analysis/explain/places.ts';
import { isPlace } from './cell-kind.ts';
import type { MatrixLine } from './matrix-lines.ts';

/** Whether the head of a line folds or unfolds it, and how it stands; undefined for a service by itself. */
export function isExpanded({ members, of }: MatrixLine): boolean | undefined {
  if (of !== null) return true;
  return members.length > 1 ? false : undefined;
}

/** What stands in the head of a line: its name, how many it stands for, and whether there is more to unfold. */
export function LineName({ line }: { readonly line: MatrixLine }) {
  const expanded = isExpanded(line);
  return (
    <>
      {expanded !== undefined && (
        <i className="bh-matrix-twist" aria-hidden="true">
          {expanded ? '▾' : '▸'}
        </i>
      )}
      <span className="bh-truncate">{placeTitle(line.name)}</span>
      {line.members.length > 1 && <b className="bh-matrix-count">×{line.members.length}</b>}
    </>
  );
}

const mostNamed = 20;

/** The whole of what a head stands for, as its title. */
export function lineTitle({ name, members, lane, of }: MatrixLine): string {
  if (isPlace(name)) return placeTitle(name);
  if (of !== null) return `${name}, ${lane}. Press to fold it with what is alike.`;
  if (members.length === 1) return `${name}, ${lane}`;
  const named = members.slice(0, mostNamed).join(', ');
  const more = members.length > mostNamed ? `, and ${members.length - mostNamed} more` : '';
  return `${lane}. ${members.length} alike: ${named}${more}. Press to unfold.`;
}
