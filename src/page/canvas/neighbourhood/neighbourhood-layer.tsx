import './neighbourhood.css';
import { useStore as useFlow, useReactFlow, ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import { countNeeds, type NeedCount } from '../../../core/needs/known-needs.ts';
import { arrow, arrowhead } from '../../../core/picture/arrows.ts';
import type { TextFacts } from '../../../core/picture/card-text.ts';
import { pathOf } from '../../../core/picture/line-paths.ts';
import { membersOf, needView } from '../../../core/picture/need-view.ts';
import {
  emptyView,
  highlightView,
  type OverlayMark,
  type OverlayView,
} from '../../../core/picture/overlays/overlay-view.ts';
import { useUi } from '../../state/use-store.ts';
import { dragStore } from '../drag/drag-store.ts';
import { type CanvasNode, textFactsOfNode } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { Counts } from '../nodes/card-foot.tsx';
import { useCardText } from '../nodes/use-card-text.ts';
import { useDimmedLayer, ViewShapes } from '../overlays/overlay-layer.tsx';
import { layoutStore } from '../picture/layout-controller.ts';
import { useFocusedCard } from './looked-at.ts';

/**
 * The needs of the card in focus: under the pointer, with the keyboard focus, or selected. The target of a finding comes before a
 * selection. Only this layer renders for it.
 */
export const NeighbourhoodLayer = memo(function NeighbourhoodLayer({ scene }: { readonly scene: Scene }) {
  const service = useFocusedCard();
  const dragging = useStore(dragStore, (state) => state.source !== null);
  const highlighted = useUi((state) => state.highlighted);
  if (service !== null) return <Needs service={service} scene={scene} />;
  return dragging || highlighted.size === 0 ? null : <Highlight services={highlighted} scene={scene} />;
});

/** The services that a finding or the sentence above the picture points at. */
function Highlight({ services, scene }: { readonly services: ReadonlySet<string>; readonly scene: Scene }) {
  const view = useMemo(() => highlightView(services), [services]);
  useDimmedLayer('highlight');
  return <ViewShapes view={view} lines={view.lines} scene={scene} className="bh-neighbourhood" />;
}

/** The needs of one card, as lines with their reasons; all unrelated cards are dimmed. */
function Needs({ service, scene }: { readonly service: string; readonly scene: Scene }) {
  const analysis = useStore(layoutStore, (state) => state.analysis);
  const namesOnly = useFlow(showsNamesOnly);
  const view = useMemo(() => needView(analysis, scene, service), [analysis, scene, service]);
  const rects = useMemo(() => rectsOf(scene), [scene]);
  const { getNode } = useReactFlow<CanvasNode>();
  const lines = useMemo(
    () =>
      view.lines.flatMap((line) => {
        const { points } = line;
        if (points.length > 1) return [{ ...line, path: pathOf(points, 4), head: arrowhead(points, 1.5) }];
        const [start, end] = [rects.get(line.from), rects.get(line.to)];
        if (!start || !end) return [];
        const straight = arrow(start, end);
        return [{ ...line, path: straight.line, head: straight.head }];
      }),
    [view, rects],
  );
  const marks = useMemo((): OverlayView => {
    const shown = new Map<string, OverlayMark>([[view.card, { tone: 'focus', word: '' }]]);
    for (const [card, { tone }] of view.reasons) shown.set(card, { tone, word: '' });
    return { ...emptyView('', ''), marks: shown };
  }, [view]);
  useDimmedLayer('neighbourhood');
  return (
    <>
      <ViewShapes view={marks} lines={marks.lines} scene={scene} className="bh-neighbourhood" />
      <ViewportPortal>
        <svg className="bh-scene-layer bh-need-lines" aria-hidden="true">
          {lines.map(({ from, to, tone, directed, path, head }) => (
            <g
              key={`${from} ${to}`}
              className={`bh-tone-${tone}`}
              {...(directed ? { 'data-need': `${from} ${to}` } : {})}
            >
              <path className="bh-need-edge" d={path} />
              <path className="bh-need-line" d={path} />
              {directed && <path className="bh-need-arrow" d={head} />}
            </g>
          ))}
        </svg>
        {!namesOnly &&
          [...view.reasons].map(([card, { words, tone }]) => {
            const rect = rects.get(card);
            const counts = countNeeds(analysis.needs, membersOf(scene, card));
            const facts = rect && textFactsOfNode(getNode(`card:${card}`));
            return facts ? <Reason key={card} {...{ card, rect, words, tone, counts, facts }} /> : null;
          })}
      </ViewportPortal>
    </>
  );
}

interface ReasonProps {
  readonly card: string;
  readonly rect: Rect;
  readonly words: string;
  readonly tone: string;
  readonly counts: NeedCount;
  readonly facts: TextFacts;
}

/** The evidence of a need, in the last line of the card at its other end; a card without that line keeps its name free. */
function Reason({ card, rect, words, tone, counts, facts }: ReasonProps) {
  const { foot, detail } = useCardText(facts);
  if (!foot && !(facts.boxed && detail === 'near')) return null;
  return (
    <span
      className="bh-reason bh-over bh-row"
      data-reason={card}
      aria-hidden="true"
      style={{ left: rect.x, top: rect.y + rect.height, width: rect.width }}
    >
      <span className="bh-counts bh-flex bh-nowrap bh-dim">
        <Counts needs={counts} />
      </span>
      <span className={`bh-grow bh-truncate bh-strong bh-tone-${tone}`}>{words}</span>
    </span>
  );
}

/** Returns the boxes of cards and piles, by service; a pile by its first one. */
function rectsOf({ cards, piles }: Scene): ReadonlyMap<string, Rect> {
  return new Map([
    ...cards.map(({ service, rect }) => [service, rect] as const),
    ...piles.map(({ leader, rect }) => [leader, rect] as const),
  ]);
}
