import { uiStore } from '../state/page-stores.ts';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import './card.css';
import './card-forms.css';
import './plug.css';
import './lane.css';
import './lines.css';
import './drag.css';
import './thin-lanes.css';
import './pile.css';
import './legend/legend.css';
import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useEffect, useMemo, useRef } from 'react';
import { useUi } from '../state/use-store.ts';
import { startDragController } from './drag/drag-controller.ts';
import { DragFeedback } from './drag/drag-feedback.tsx';
import { DrawingNote } from './drawing-note.tsx';
import { FarContext } from './far/far-context.ts';
import { FarOverview } from './far/far-overview.tsx';
import { useFar } from './far/use-far.ts';
import { usePart } from './far/use-part.ts';
import { Gestures } from './gestures/gestures.tsx';
import { Legend } from './legend/legend.tsx';
import { CanvasMenu } from './menu/canvas-menu.tsx';
import { createEdgeKeeper, deriveEdges } from './nodes/derive-edges.ts';
import { createNodeKeeper, deriveNodes, farNode } from './nodes/derive-nodes.ts';
import type { CanvasEdge, CanvasNode } from './nodes/flow-types.ts';
import { edgeTypes, nodeTypes } from './nodes/types.ts';
import { OverlayLayer } from './overlays/overlay-layer.tsx';
import { OverlayLegend } from './overlays/overlay-legend.tsx';
import { useOverlayHash } from './overlays/use-overlay-hash.ts';
import { useCurrentPicture } from './picture/current-picture.ts';
import { showRendersOn } from './render-count.ts';
import { maxZoom, minZoom, ViewControl } from './view/view-control.tsx';
import { ZoomControls } from './view/zoom-controls.tsx';

const proOptions = { hideAttribution: true };

function Picture() {
  const root = useRef<HTMLElement>(null);
  const placed = useRef(false);
  const overlayOn = useUi(({ overlay }) => overlay !== null);
  const legend = useUi((state) => state.legend);
  useOverlayHash();
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow();
  const nodeKeeper = useMemo(createNodeKeeper, []);
  const edgeKeeper = useMemo(createEdgeKeeper, []);
  const { analysis, picture } = useCurrentPicture();
  const part = usePart(picture);
  const far = useFar(analysis, picture, part);
  const nodes = useMemo(() => {
    const near = deriveNodes(analysis, part.picture, nodeKeeper);
    return part.picture === picture ? near : [farNode(picture), ...near];
  }, [analysis, picture, part, nodeKeeper]);
  const edges = useMemo(
    () => deriveEdges(analysis, picture, edgeKeeper, part.picture),
    [analysis, picture, part, edgeKeeper],
  );

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
      {overlayOn && <OverlayLegend />}
      <DrawingNote />
      <FarContext value={far}>
        <ReactFlow<CanvasNode, CanvasEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onlyRenderVisibleElements={far === null}
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
          {overlayOn && <OverlayLayer picture={picture} />}
          <DragFeedback picture={picture} />
          <ZoomControls />
          {legend && <Legend />}
          {far !== null && (
            <MiniMap<CanvasNode>
              className="bh-minimap"
              nodeComponent={FarOverview}
              pannable
              zoomable
              ariaLabel="Overview"
            />
          )}
        </ReactFlow>
      </FarContext>
      <CanvasMenu />
      <Gestures root={root} />
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
