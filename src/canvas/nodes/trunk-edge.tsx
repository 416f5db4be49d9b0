import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useUi } from '../../state/use-store.ts';
import type { TrunkFlowEdge } from '../flow/flow-types.ts';
import { pathOf } from '../flow/path-of.ts';

type Props = EdgeProps<TrunkFlowEdge>;

const arm = 6;
const socket = 4.5;

function Trunk({ data }: Props) {
  const service = data?.service ?? null;
  const selected = useUi((state) =>
    state.selection.some((item) => item.type === 'service' && item.name === service),
  );
  if (!data) return null;
  const { crossing, kind, tone, points, onward, thin } = data;
  const classes = ['bh-trunk', `bh-trunk-${kind}`, `bh-way-${tone}`];
  if (thin) classes.push('bh-thin');
  if (selected) classes.push('bh-lit');
  const [start] = points;
  const cross = `M${crossing.x - arm} ${crossing.y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
  return (
    <>
      <path className={classes.join(' ')} d={pathOf(points, 6) + pathOf(onward, 6)} />
      {start && <circle className={`bh-trunk-start bh-way-${tone}`} cx={start.x} cy={start.y} r={socket} />}
      {kind === 'nowhere' && <path className="bh-cross" d={cross} />}
    </>
  );
}

/** The ways in to one service, through the host wall or from behind it. */
export const TrunkEdge = memo(Trunk, (before, after) => before.data === after.data);
