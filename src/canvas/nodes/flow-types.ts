import type { Edge, Node } from '@xyflow/react';
import type { CablePicture, Point } from '../../core/layout/picture.ts';
import type { CardView } from '../picture/card-view.ts';
import type { LaneView } from '../picture/lane-view.ts';

export interface PlugView {
  readonly service: string;
  readonly network: string;
  readonly hue: string;
  readonly aliases: readonly string[];
  /** Side of the card or wall it sits on: where its ✕ appears. */
  readonly own: boolean;
}

export interface PlaceView {
  readonly place: 'outside' | 'wall';
  readonly width: number;
  readonly height: number;
}

export interface CableLabelView {
  readonly state: CablePicture['state'];
  readonly label: string;
  readonly title: string;
  readonly service: string | null;
  readonly thin: boolean;
}

export type CanvasNode =
  | Node<{ view: CardView }, 'card'>
  | Node<{ view: LaneView }, 'lane'>
  | Node<{ view: PlugView }, 'plug'>
  | Node<{ view: PlaceView }, 'place'>
  | Node<{ view: CableLabelView }, 'cableLabel'>;

export type TapFlowEdge = Edge<{ points: readonly Point[]; hue: string; service: string }, 'tap'>;

export type CableFlowEdge = Edge<
  {
    points: readonly Point[];
    state: CablePicture['state'];
    crossing: Point;
    thin: boolean;
    hue: string;
    service: string | null;
  },
  'cable'
>;

export type CanvasEdge = TapFlowEdge | CableFlowEdge;
