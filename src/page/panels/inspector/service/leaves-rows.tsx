import { useMemo } from 'react';
import type { Analysis } from '../../../../core/rules/analyze.ts';
import { wayOfLeaving, whereLeaving } from '../../../../core/ways-out/out/leaving-words.ts';
import { PlaceLink } from '../../shared/line-link.tsx';

interface LeavesRowsProps {
  readonly service: string;
  readonly analysis: Analysis;
}

/** The rows of the ways by which a service leaves, and of the holes in what limits it; none where nothing limits it, and while the rules are not there. */
export function LeavesRows({ service, analysis }: LeavesRowsProps) {
  const found = useMemo(() => analysis.book.leavings?.(analysis)(service) ?? null, [analysis, service]);
  if (found === null) return null;
  const { leaves, holes } = found;
  // The row above says all of a service that leaves directly, or not at all.
  if (holes.length === 0 && leaves.every(({ through }) => through === null)) return null;
  const isDirect = leaves.some(({ through }) => through === null);
  return (
    <>
      <dt>Leaves</dt>
      <dd data-leaves="">
        <ul className="bh-column bh-gap-1">
          {leaves.map((leaving) => (
            <li key={`${leaving.by} ${leaving.through} ${leaving.place?.line}`}>
              {wayOfLeaving(leaving)}: {whereLeaving(leaving)}{' '}
              {leaving.place !== null && <PlaceLink place={leaving.place} />}
            </li>
          ))}
          {!isDirect && <li>directly: nothing</li>}
        </ul>
      </dd>
      {holes.length > 0 && (
        <>
          <dt>{holes.length === 1 ? 'Hole' : 'Holes'}</dt>
          <dd data-holes={holes.length}>
            <ul className="bh-column bh-gap-1">
              {holes.map(({ id, text, place }) => (
                <li key={`${id} ${text}`}>
                  {text} <span className="bh-dim">({id})</span>{' '}
                  {place !== null && <PlaceLink place={place} />}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </>
  );
}
