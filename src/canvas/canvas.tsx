import '@xyflow/react/dist/base.css';
import './canvas.css';
import './card.css';
import './card-forms.css';
import './plug.css';
import './lane.css';
import './lines.css';
import './drag.css';
import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { uiStore } from '../state/ui-store.ts';
import { useSession } from '../state/use-store.ts';
import { ChangeLines } from './drag/change-lines.tsx';
import { startDragController } from './drag/drag-controller.ts';
import { DragLayer } from './drag/drag-layer.tsx';
import { DropZones } from './drag/drop-zones.tsx';
import { CanvasMenu } from './menu/canvas-menu.tsx';
import { createEdgeKeeper, deriveEdges } from './nodes/derive-edges.ts';
import { createNodeKeeper, deriveNodes } from './nodes/derive-nodes.ts';
import type { CanvasEdge, CanvasNode } from './nodes/flow-types.ts';
import { edgeTypes, nodeTypes } from './nodes/types.ts';
import { pictureOf } from './picture/picture-of.ts';
import { showRendersOn } from './render-count.ts';
import { canvasAnalysis } from './view/canvas-analysis.ts';
import { crowd } from './view/crowd.ts';
import { maxZoom, minZoom, ViewControl } from './view/view-control.tsx';
import { ZoomControls } from './view/zoom-controls.tsx';

const proOptions = { hideAttribution: true };

function miniColour(node: CanvasNode): string {
  if (node.type === 'card') return node.data.view.hue;
  return node.type === 'lane' ? 'var(--line)' : 'transparent';
}

function Picture() {
  const analysis = useSession(canvasAnalysis);
  const root = useRef<HTMLElement>(null);
  const placed = useRef(false);
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow();
  const nodeKeeper = useMemo(createNodeKeeper, []);
  const edgeKeeper = useMemo(createEdgeKeeper, []);
  const picture = pictureOf(analysis);
  const nodes = useMemo(() => deriveNodes(analysis, picture, nodeKeeper), [analysis, picture, nodeKeeper]);
  const edges = useMemo(() => deriveEdges(analysis, picture, edgeKeeper), [analysis, picture, edgeKeeper]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    showRendersOn(element);
    const stop = startDragController(element, {
      toPicture: (point) => screenToFlowPosition(point, { snapToGrid: false }),
      panBy(x, y) {
        const viewport = getViewport();
        setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y });
      },
    });
    return () => {
      stop();
      showRendersOn(null);
    };
  }, [screenToFlowPosition, getViewport, setViewport]);

  return (
    <section ref={root} className="bh-canvas" aria-label="Canvas: containers on their networks">
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        elevateNodesOnSelect={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={minZoom}
        maxZoom={maxZoom}
        proOptions={proOptions}
        onMoveStart={(event) => {
          // Without an event the page moved the view itself.
          if (event) placed.current = true;
        }}
        onPaneClick={() => uiStore.getState().select([])}
      >
        <ViewControl picture={picture} placed={placed} />
        <ChangeLines picture={picture} />
        <DropZones picture={picture} />
        <ZoomControls />
        {picture.cards.length > crowd && (
          <MiniMap<CanvasNode>
            className="bh-minimap"
            nodeColor={miniColour}
            pannable
            zoomable
            ariaLabel="Overview"
          />
        )}
      </ReactFlow>
      <DragLayer />
      <CanvasMenu />
    </section>
  );
}

/** The picture of the open file, or of the template, with every gesture on it. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Picture />
    </ReactFlowProvider>
  );
}
