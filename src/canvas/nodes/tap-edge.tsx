import { type EdgeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import { useUi } from '../../state/use-store.ts';
import type { TapFlowEdge } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { pathOf } from '../flow/path-of.ts';

type Props = EdgeProps<TapFlowEdge>;

const half = 4.5;

function Tap({ data }: Props) {
  const service = data?.service ?? '';
  const namesOnly = useStore(showsNamesOnly);
  const selected = useUi((state) =>
    state.selection.some(
      (item) => item.type !== 'network' && (item.type === 'service' ? item.name : item.service) === service,
    ),
  );
  if (!data || (namesOnly && !selected)) return null;
  const classes = ['bh-tap'];
  if (data.faint) classes.push('bh-faint');
  if (selected) classes.push('bh-lit');
  const end = data.points.at(-1);
  // Many taps share a line; the square marks where each enters its lane.
  const socket = end ? `M${end.x - half} ${end.y - half}h${2 * half}v${2 * half}h${-2 * half}z` : '';
  return (
    <>
      <path className={classes.join(' ')} d={pathOf(data.points, 5)} style={{ stroke: data.hue }} />
      <path className="bh-socket" d={socket} style={{ fill: data.hue }} />
    </>
  );
}

/** A further membership, from the card along the gutter to the other lane's wall. */
export const TapEdge = memo(Tap, (before, after) => before.data === after.data);
