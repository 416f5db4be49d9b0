import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useUi } from '../../state/use-store.ts';
import type { CableFlowEdge } from '../flow/flow-types.ts';
import { pathOf } from '../flow/path-of.ts';

type Props = EdgeProps<CableFlowEdge>;

const arm = 6;

function Cable({ data }: Props) {
  const service = data?.service ?? null;
  const selected = useUi((state) =>
    state.selection.some((item) => item.type === 'service' && item.name === service),
  );
  if (!data) return null;
  const { crossing, state } = data;
  const classes = ['bh-cable', `bh-cable-${state}`];
  if (data.thin) classes.push('bh-thin');
  if (selected) classes.push('bh-lit');
  // The cross is a path of its own only on dead cables, which are few.
  const cross = `M${crossing.x - arm} ${crossing.y - arm}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`;
  return (
    <>
      <path
        className={classes.join(' ')}
        d={pathOf(data.points, 6) + pathOf(data.onward, 6)}
        {...(state === 'outside' ? { style: { stroke: data.hue } } : {})}
      />
      {state === 'nowhere' && <path className="bh-cross" d={cross} />}
    </>
  );
}

/** A way in, through the host wall or from behind it. */
export const CableEdge = memo(Cable, (before, after) => before.data === after.data);
