import type { Edge, Node } from '@xyflow/react';
import type { Point, SceneTrunk } from '../../../core/layout/scene.ts';
import type { CardView } from '../picture/card-view.ts';
import type { LaneView, TrunkView } from '../picture/lane-view.ts';
import type { PileView } from '../picture/pile-view.ts';

export interface PlugView {
  readonly service: string;
  readonly network: string;
  readonly hue: string;
  readonly aliases: readonly string[];
  /** Fixed address of the membership; null where the engine picks one. */
  readonly address: string | null;
  /** The tag of a far membership, px wide; null for a plug on a card's edge. */
  readonly tagWidth: number | null;
}

export interface PlaceView {
  readonly place: 'outside' | 'wall';
  readonly width: number;
  readonly height: number;
}

export type CanvasNode =
  | Node<{ view: CardView; pinned: boolean }, 'card'>
  | Node<{ view: LaneView }, 'lane'>
  | Node<{ view: PileView }, 'pile'>
  | Node<{ view: PlugView }, 'plug'>
  | Node<{ view: PlaceView }, 'place'>
  | Node<Record<string, never>, 'shapes'>
  | Node<{ view: TrunkView }, 'trunkLabel'>;

export type TapFlowEdge = Edge<
  { points: readonly Point[]; hue: string; service: string; faint: boolean },
  'tap'
>;

export type TrunkFlowEdge = Edge<
  Pick<SceneTrunk, 'points' | 'onward' | 'kind' | 'crossing' | 'thin' | 'service'> & Pick<TrunkView, 'tone'>,
  'trunk'
>;

export type CanvasEdge = TapFlowEdge | TrunkFlowEdge;
