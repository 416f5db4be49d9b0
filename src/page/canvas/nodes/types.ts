// Module-level registries: a new object per render would make React Flow mount everything again.

import type { EdgeTypes, NodeTypes } from '@xyflow/react';
import { ShapesNode } from '../far/shapes-node.tsx';
import { CardNode } from './card-node.tsx';
import { LaneNode } from './lane-node.tsx';
import { TapEdge, TrunkEdge, TrunkLabelNode } from './lines.tsx';
import { PileNode } from './pile-node.tsx';
import { PlaceNode } from './place-node.tsx';
import { PlugNode } from './plug-node.tsx';

export const nodeTypes: NodeTypes = {
  card: CardNode,
  lane: LaneNode,
  place: PlaceNode,
  shapes: ShapesNode,
  pile: PileNode,
  plug: PlugNode,
  trunkLabel: TrunkLabelNode,
};

export const edgeTypes: EdgeTypes = { tap: TapEdge, trunk: TrunkEdge };
