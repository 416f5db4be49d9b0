import type { MiniMapNodeProps } from '@xyflow/react';
import { useContext } from 'react';
import { FarContext, farNodeId } from './far-context.ts';

/** A node in the overview: nothing but the one that stands for the whole picture. */
export function FarOverview({ id }: MiniMapNodeProps) {
  const far = useContext(FarContext);
  if (far === null || id !== farNodeId) return null;
  return far.shapes.map(({ hue, lanes, cards }) => (
    <g key={hue}>
      <path d={lanes} fill="var(--line)" fillOpacity={0.5} />
      <path d={cards} fill={hue} />
    </g>
  ));
}
