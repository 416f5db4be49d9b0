import type { Edge, Node } from '@xyflow/react';
import type { Point, SceneTrunk } from '../../../core/layout/scene.ts';
import type { CardView } from '../../../core/picture/card-view.ts';
import type { Hue } from '../../../core/picture/hues.ts';
import type { LaneView } from '../../../core/picture/lane-view.ts';
import type { PileView } from '../../../core/picture/pile-view.ts';
import type { TapView } from '../../../core/picture/tap-view.ts';
import type { TrunkView } from '../../../core/picture/trunk-view.ts';

export interface PlaceView {
  readonly place: 'outside' | 'wall';
  readonly width: number;
  readonly height: number;
}

export type CanvasNode =
  | Node<{ view: CardView; pinned: boolean }, 'card'>
  | Node<{ view: LaneView }, 'lane'>
  | Node<{ view: PileView }, 'pile'>
  | Node<{ view: TapView }, 'plug'>
  | Node<{ view: PlaceView }, 'place'>
  | Node<Record<string, never>, 'shapes'>
  | Node<{ view: TrunkView }, 'trunkLabel'>;

export type TapFlowEdge = Edge<
  { points: readonly Point[]; hue: Hue; service: string; faint: boolean },
  'tap'
>;

export type TrunkFlowEdge = Edge<
  Pick<SceneTrunk, 'points' | 'onward' | 'kind' | 'crossing' | 'hasRandomPorts' | 'service'> &
    Pick<TrunkView, 'tone'>,
  'trunk'
>;

export type CanvasEdge = TapFlowEdge | TrunkFlowEdge;
