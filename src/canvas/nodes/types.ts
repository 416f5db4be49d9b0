// Module-level registries: a new object per render would make React Flow mount everything again.

import type { EdgeTypes, NodeTypes } from '@xyflow/react';
import { ShapesNode } from '../far/shapes-node.tsx';
import { CableEdge } from './cable-edge.tsx';
import { CableLabelNode } from './cable-label-node.tsx';
import { CardNode } from './card-node.tsx';
import { LaneNode } from './lane-node.tsx';
import { PileNode } from './pile-node.tsx';
import { PlaceNode } from './place-node.tsx';
import { PlugNode } from './plug-node.tsx';
import { TapEdge } from './tap-edge.tsx';

export const nodeTypes: NodeTypes = {
  card: CardNode,
  lane: LaneNode,
  place: PlaceNode,
  shapes: ShapesNode,
  pile: PileNode,
  plug: PlugNode,
  cableLabel: CableLabelNode,
};

export const edgeTypes: EdgeTypes = { tap: TapEdge, cable: CableEdge };
