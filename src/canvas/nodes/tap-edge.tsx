import { type EdgeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import { useUi } from '../../state/use-store.ts';
import { isFar } from './far.ts';
import type { TapFlowEdge } from './flow-types.ts';
import { pathOf } from './path-of.ts';

type Props = EdgeProps<TapFlowEdge>;

function Tap({ data }: Props) {
  const service = data?.service ?? '';
  const far = useStore(isFar);
  const selected = useUi((state) =>
    state.selection.some(
      (item) => item.type !== 'network' && (item.type === 'service' ? item.name : item.service) === service,
    ),
  );
  if (!data || (far && !selected)) return null;
  return (
    <path
      className={`bh-tap${selected ? ' bh-lit' : ''}`}
      d={pathOf(data.points, 5)}
      style={{ stroke: data.hue }}
    />
  );
}

/** A further membership, from the card along the gutter to the other lane's wall. */
export const TapEdge = memo(Tap, (before, after) => before.data === after.data);
