import type { Edge, Node } from '@xyflow/react';
import type { Point, SceneTrunk } from '../../../core/layout/scene.ts';
import type { TextFacts } from '../../../core/picture/card-text.ts';
import { type CardView, textFactsOf } from '../../../core/picture/card-view.ts';
import type { Hue } from '../../../core/picture/hues.ts';
import type { LaneView } from '../../../core/picture/lane-view.ts';
import { type PileView, pileTextFacts } from '../../../core/picture/pile-view.ts';
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
  Pick<SceneTrunk, 'points' | 'onward' | 'kind' | 'hasRandomPorts' | 'service'> & Pick<TrunkView, 'tone'>,
  'trunk'
>;

export type CanvasEdge = TapFlowEdge | TrunkFlowEdge;

/** Returns the facts about a node that decide on its text; null for a node that is no card. */
export function textFactsOfNode(node: CanvasNode | undefined): TextFacts | null {
  if (node?.type === 'card') return textFactsOf(node.data.view);
  return node?.type === 'pile' ? pileTextFacts(node.data.view) : null;
}

/** Returns the facts of all cards and piles among the nodes. */
export function textFactsOfNodes(nodes: readonly CanvasNode[]): readonly TextFacts[] {
  return nodes.flatMap((node) => textFactsOfNode(node) ?? []);
}
