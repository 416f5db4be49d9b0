import { isAnalyzing, openedProject } from '../state/work/selectors.ts';
import '@xyflow/react/dist/base.css';
import './canvas.css';
import './nodes/card.css';
import './nodes/card-forms.css';
import './nodes/plug.css';
import './nodes/lane.css';
import './nodes/lines.css';
import './drag/drag.css';
import './nodes/thin-lanes.css';
import './nodes/pile.css';
import './legend/legend.css';
import { MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import {
  type CSSProperties,
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { metrics, type Sizes } from '../../core/layout/metrics.ts';
import type { Rect, Scene } from '../../core/layout/scene.ts';
import { roomStore, uiStore } from '../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../state/ui/small-screen.ts';
import { useUi, useWork } from '../state/use-store.ts';
import { startDragController } from './drag/drag-controller.ts';
import { DragFeedback } from './drag/drag-feedback.tsx';
import { OverviewNode, ShapesContext, useShapes } from './far/shapes-node.tsx';
import { useVisibleSubset } from './far/visible-subset.ts';
import { FirewallLayer } from './firewall/firewall-layer.tsx';
import {
  createEdgeCache,
  createNodeCache,
  deriveEdges,
  deriveNodes,
  shapesNode,
} from './flow/derive-flow.ts';
import { type CanvasEdge, type CanvasNode, textFactsOfNodes } from './flow/flow-types.ts';
import { leastScaleOf } from './flow/level-of-detail.ts';
import { Gestures } from './gestures/gestures.tsx';
import { Legend } from './legend/legend.tsx';
import { NeedsLayer } from './neighbourhood/needs-layer.tsx';
import { NeighbourhoodLayer } from './neighbourhood/neighbourhood-layer.tsx';
import { followPointed } from './neighbourhood/pointed-store.ts';
import { edgeTypes, nodeTypes } from './nodes/types.ts';
import { OverlayLayer } from './overlays/overlay-layer.tsx';
import { OverlayPlace } from './overlays/overlay-place.ts';
import type { ShownOverlay } from './overlays/overlay-view-of.ts';
import { useDrawnLegend } from './overlays/use-marks.ts';
import { useOverlay, useOverlayHash } from './overlays/use-overlay.ts';
import { layoutStore, pageSources, startLayout } from './picture/layout-controller.ts';
import { followRenderCount } from './render-count.ts';
import { followMade } from './view/follow-made.ts';
import { FollowDetail, FollowRoom, useRoomOfOpened } from './view/follow-size.tsx';
import { FreshLayer } from './view/fresh.tsx';
import { fits, maxZoom, minZoom, ViewControl } from './view/view-control.tsx';
import { useViewInMotion } from './view/view-in-motion.ts';
import { coverRefs } from './view/visible-area.ts';
import { useGates } from './ways/use-gates.ts';
import { WaysLayer } from './ways/ways-layer.tsx';

// A person who uses no overlay needs no words of one.
const OverlayBar = lazy(() =>
  import('./overlays/overlay-bar.tsx').then((module) => ({ default: module.OverlayBar })),
);

/** The sizes of the gap that opens for a dropped card, for the style sheets. */
const { up, aside, down } = metrics.chipGrowth;
const chipSizes = {
  '--chip-up': `${up}px`,
  '--chip-aside': `${aside}px`,
  '--chip-down': `${down}px`,
} as CSSProperties;
/** The number of cards above which they move to new positions without an animation. */
const maxAnimatedCards = 300;

const proOptions = { hideAttribution: true };

function selectNothing(): void {
  uiStore.getState().select([]);
}

/** A picture within another one: in the band of an open stack. */
interface CanvasFrame {
  /** The height that the picture is laid out for; its width is that of the band. */
  readonly roomHeight: number;
  /** Returns the part of a scene that is drawn in the band. */
  readonly part: (scene: Scene) => Rect;
  /** The hues of the networks, by key. */
  readonly hues: ReadonlyMap<string, number>;
  /** Content drawn together with the picture. */
  readonly layer: ReactNode;
}

function CanvasContent({ frame }: { readonly frame: CanvasFrame | null }) {
  const root = useRef<HTMLElement>(null);
  const placed = useRef(false);
  const overlay = useOverlay();
  const overlayPlace = useContext(OverlayPlace);
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  const legend = useUi((state) => state.legend);
  const onMove = useCallback((event: unknown) => {
    // Without an event the page moved the view itself; a press that moves nothing is a click.
    if (event) placed.current = true;
  }, []);
  const roomHeight = frame?.roomHeight ?? null;
  useRoomOfOpened(root, roomHeight);
  useOverlayHash(useWork(openedProject));
  const motion = useViewInMotion();
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow();
  const nodeCache = useMemo(createNodeCache, []);
  const edgeCache = useMemo(createEdgeCache, []);
  const analysis = useStore(layoutStore, (state) => state.analysis);
  const scene = useStore(layoutStore, (state) => state.scene);
  const lines = useStore(layoutStore, (state) => state.lines);
  const room = useStore(roomStore, (state) => state.room);
  const subset = useVisibleSubset(scene);
  const shapes = useShapes(analysis, scene, subset);
  const hues = frame?.hues;
  const gates = useGates(analysis);
  const nodes = useMemo(() => {
    const own = deriveNodes(analysis, scene, nodeCache, subset.scene, hues, gates);
    return subset.scene === scene ? own : [shapesNode(scene), ...own];
  }, [analysis, scene, subset, nodeCache, hues, gates]);
  const edges = useMemo(
    () => (lines ? deriveEdges(analysis, scene, edgeCache, subset.scene, hues) : []),
    [lines, analysis, scene, subset, edgeCache, hues],
  );

  const leastScale = useCallback((sizes: Sizes) => leastScaleOf(textFactsOfNodes(nodes), sizes), [nodes]);

  const overview = useUi((state) => state.overview) && (shapes !== null || !fits(scene, room));

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const stopCount = followRenderCount(element);
    const stopPointed = followPointed(element);
    const stopMade = followMade();
    const stop = startDragController(element, {
      toPicture: (point) => screenToFlowPosition(point, { snapToGrid: false }),
      panBy(x, y) {
        const viewport = getViewport();
        setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y });
      },
    });
    return () => {
      stop();
      stopPointed();
      stopMade();
      stopCount();
    };
  }, [screenToFlowPosition, getViewport, setViewport]);

  return (
    <section
      ref={root}
      className="bh-canvas bh-tall bh-relative bh-clip bh-column"
      style={chipSizes}
      {...(scene.cards.length > maxAnimatedCards ? { 'data-many': '' } : {})}
      {...(frame === null ? {} : { 'data-framed': '' })}
      aria-label="Canvas: containers on their networks"
    >
      {overlay && overlayPlace && <OverlayWords {...overlay} place={overlayPlace} />}
      <DrawingNote />
      <ShapesContext value={shapes}>
        <ReactFlow<CanvasNode, CanvasEdge>
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
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
          // In a frame the wheel scrolls the page around it.
          zoomOnScroll={frame === null}
          preventScrolling={frame === null}
          // On a small screen a card is not dragged: a finger on it pans.
          noPanClassName={small ? 'bh-never' : 'nopan'}
          minZoom={minZoom}
          maxZoom={maxZoom}
          proOptions={proOptions}
          onMove={onMove}
          // In a frame the pictures around this one follow it.
          {...(frame === null ? motion : {})}
          onPaneClick={selectNothing}
        >
          <FollowRoom height={roomHeight} placed={placed} />
          <FollowDetail root={root} sizes={scene.sizes} />
          <ViewControl scene={scene} placed={placed} part={frame?.part ?? null} leastScale={leastScale} />
          <NeedsLayer analysis={analysis} scene={scene} />
          {overlay === null && <WaysLayer gates={gates} scene={scene} />}
          {/* In a frame the wall is that of the host. */}
          {frame === null && <FirewallLayer analysis={analysis} scene={scene} />}
          {frame?.layer}
          {overlay ? <OverlayLayer {...overlay} scene={scene} /> : <NeighbourhoodLayer scene={scene} />}
          <DragFeedback scene={scene} />
          <FreshLayer scene={scene} />
          {legend && <Legend analysis={analysis} scene={scene} gates={gates} />}
          {overview && frame === null && (
            <div ref={coverRefs.overview}>
              <MiniMap<CanvasNode>
                className="bh-minimap"
                nodeComponent={OverviewNode}
                pannable
                zoomable
                ariaLabel="Overview"
              />
            </div>
          )}
        </ReactFlow>
      </ShapesContext>
      <Gestures root={root} />
    </section>
  );
}

/** The line of an overlay, in its place above the picture. */
function OverlayWords({ place, ...shown }: ShownOverlay & { readonly place: HTMLElement }) {
  const legend = useDrawnLegend(shown);
  const bar = (
    <Suspense fallback={null}>
      <OverlayBar {...shown} legend={legend} />
    </Suspense>
  );
  return createPortal(bar, place);
}

/** The picture of the open file, or of the template, with every gesture. */
export const Canvas = memo(function Canvas({ frame = null }: { readonly frame?: CanvasFrame | null }) {
  useLayoutEffect(() => startLayout(layoutStore, pageSources), []);
  return (
    <ReactFlowProvider>
      <CanvasContent frame={frame} />
    </ReactFlowProvider>
  );
});

/** A note while the drawn picture of a large project is older than its text. */
const DrawingNote = memo(function DrawingNote() {
  const drawing = useStore(layoutStore, ({ busy }) => busy);
  const analyzing = useWork(isAnalyzing);
  if (!drawing && !analyzing) return null;
  return (
    <p className="bh-drawing bh-over bh-badge" role="status">
      {analyzing ? 'Analysing the change …' : 'Drawing …'}
    </p>
  );
});
