// A large picture at a low level of detail: plain shapes in one node, and in the overview.

import { createContext, type MouseEvent, useContext, useMemo } from 'react';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { type ColourShapes, sceneShapes, shapesNodeId } from './scene-shapes.ts';
import type { VisibleSubset } from './visible-subset.ts';
import './far.css';
import { type MiniMapNodeProps, useReactFlow } from '@xyflow/react';
import { cardAt } from '../../../core/layout/hit-test.ts';
import { uiStore } from '../../state/page-stores.ts';
import { EdgeEnd } from '../nodes/place-node.tsx';

/** A large picture as shapes, for the canvas and its overview. */
export interface DrawnShapes {
  readonly shapes: readonly ColourShapes[];
  readonly scene: Scene;
  /** True when the canvas draws its cards as shapes. */
  readonly cards: boolean;
  /** True when the canvas draws its lanes as shapes. */
  readonly lanes: boolean;
  /** The number of services, and of inactive ones among them. */
  readonly active: number;
  readonly inactive: number;
}

/** The shapes of a large picture; null while the picture is small and all of it is nodes. */
export const ShapesContext = createContext<DrawnShapes | null>(null);

/** Returns a picture of which only a subset becomes nodes as shapes; null when all of it does. */
export function useShapes(
  { topology, reach }: Analysis,
  scene: Scene,
  subset: VisibleSubset,
): DrawnShapes | null {
  const whole = subset.scene === scene;
  const shapes = useMemo(() => (whole ? null : sceneShapes(scene)), [whole, scene]);
  const { cardsAsShapes, lanesAsShapes } = subset;
  const active = reach.services.length;
  const inactive = topology.services.size - active;
  return useMemo(
    () =>
      shapes === null
        ? null
        : { shapes, scene, cards: cardsAsShapes, lanes: lanesAsShapes, active, inactive },
    [shapes, scene, cardsAsShapes, lanesAsShapes, active, inactive],
  );
}

/** All cards of a large picture while too many are visible to be distinguished. */
export function ShapesNode() {
  const drawn = useContext(ShapesContext);
  const { screenToFlowPosition } = useReactFlow();
  if (drawn === null) return null;
  const { shapes, scene, cards, lanes, active, inactive } = drawn;
  function select(event: MouseEvent): void {
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    const card = cardAt(scene, at);
    if (card === null) return;
    event.stopPropagation();
    uiStore.getState().select([{ type: 'service', name: card.service }]);
  }
  const count = scene.cards.length + scene.piles.length;
  return (
    <>
      <EdgeEnd />
      {(cards || lanes) && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard lanes can be reached, and every card by the search.
        <svg
          className="bh-far-picture bh-tall bh-over"
          role="img"
          aria-label={`${active} ${active === 1 ? 'container' : 'containers'}${inactive === 0 ? '' : `, ${inactive} inactive,`} from afar. Zoom in to tell them apart.`}
          data-far={count}
          onClick={select}
        >
          {shapes.map(({ hue, ...paths }) => (
            <g key={hue} style={{ '--hue': hue } as React.CSSProperties}>
              {lanes && <path className="bh-far-lanes" d={paths.lanes} />}
              {cards && <path className="bh-far-lines" d={paths.lines} />}
              {cards && <path className="bh-far-cards" d={paths.cards} />}
            </g>
          ))}
        </svg>
      )}
    </>
  );
}

/** A node in the overview: a lane or a card; of a large picture only the node that stands for all of it. */
export function OverviewNode({ id, x, y, width, height }: MiniMapNodeProps) {
  const drawn = useContext(ShapesContext);
  if (drawn === null) {
    const kind = id.slice(0, id.indexOf(':'));
    if (kind !== 'card' && kind !== 'lane') return null;
    return <rect className={`bh-overview-${kind}`} x={x} y={y} width={width} height={height} rx={10} />;
  }
  if (id !== shapesNodeId) return null;
  return drawn.shapes.map(({ hue, lanes, cards }) => (
    <g key={hue}>
      <path d={lanes} fill="var(--line)" fillOpacity={0.5} />
      <path d={cards} fill={hue} />
    </g>
  ));
}
