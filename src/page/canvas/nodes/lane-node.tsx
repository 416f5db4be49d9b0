import type { NodeProps } from '@xyflow/react';
import { Lock, Minimize2 } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Sizes } from '../../../core/layout/metrics.ts';
import type { Caption, SharedWith } from '../../../core/layout/scene.ts';
import { type LaneHead, laneHead } from '../../../core/picture/lane-head.ts';
import type { CaptionView, LaneView } from '../../../core/picture/lane-view.ts';
import { uiStore } from '../../state/page-stores.ts';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import { LaneZones } from '../drag/drag-feedback.tsx';
import type { CanvasNode } from '../flow/flow-types.ts';
import { detailStore } from '../flow/level-of-detail.ts';
import { onLaneClick, onLaneKey } from '../keyboard/element-events.ts';
import { EdgeEnd } from './place-node.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'lane' }>>;

function identity(view: LaneView): { [attribute: string]: string } {
  if (view.kind === 'network' || view.kind === 'bridge') return { 'data-network': view.name };
  return view.kind === 'unknown' ? {} : { 'data-place': view.kind };
}

function Lane({ id, data: { view } }: Props) {
  const detail = useStore(detailStore, (state) => state.detail);
  const namesOnly = detail !== 'near' && detail !== 'middle';
  const selected = useUi((state) => isSelected(state.selection, { type: 'network', name: view.name }));
  const isNetwork = view.kind === 'network';
  const stub = view.form === 'stub';
  const head = useLaneHead(view, namesOnly);
  const unsaid = unsaidOf(view, head);
  const hasCaptions = useStore(detailStore, ({ unit, sizes }) => hasRoomForCaptions(sizes, unit));
  const classes = ['bh-lane bh-tall bh-relative', `bh-lane-${view.kind}`];
  if (view.form !== 'full') classes.push(`bh-lane-${view.form}`);
  if (view.dashed) classes.push('bh-dashed');
  if (view.ghost) classes.push('bh-ghost-lane');
  if (view.locked) classes.push('bh-locked');
  if (selected && isNetwork) classes.push('bh-selected');
  if (namesOnly) classes.push('bh-detail-far');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a lane groups cards; it is no set of form fields.
    <div
      className={classes.join(' ')}
      style={{ '--hue': hueColour(view.hue), '--slack': view.slack } as React.CSSProperties}
      {...identity(view)}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: lanes are selected and opened by keyboard.
      tabIndex={0}
      aria-label={view.label}
      onClick={(event) => onLaneClick(event, view)}
      onKeyDown={(event) => onLaneKey(event, view)}
    >
      <EdgeEnd />
      <span className="bh-lane-head bh-column">
        <span className="bh-lane-title">
          {view.locked && <Lock size={stub ? 9 : 13} strokeWidth={2.4} aria-hidden="true" />}
          <b title={[view.title, head.detail === null ? view.detail : ''].filter(Boolean).join(': ')}>
            {head.title}
          </b>
          {head.counted && <span className="bh-count bh-strong bh-rigid">{view.members}</span>}
          {head.headline !== null && (
            <span className="bh-headline bh-truncate bh-ink" title={view.headlines[0]}>
              {head.headline}
            </span>
          )}
          {head.split !== null && <SplitButton network={view.name} form={head.split} />}
        </span>
        {!stub && head.detail !== null && (
          <small className="bh-truncate bh-dim" title={view.detail}>
            {head.detail}
          </small>
        )}
        {unsaid !== '' && <span className="bh-visually-hidden">{unsaid}</span>}
      </span>
      {view.captions.map((caption) =>
        caption.shared !== null ? (
          <SharedFrame key={`shared ${caption.shared.lane}`} frame={caption} shared={caption.shared} />
        ) : caption.pile === null ? (
          hasCaptions && (
            <span
              key={caption.text}
              className="bh-caption bh-truncate bh-dim bh-strong bh-over"
              style={{ left: caption.x, top: caption.y, width: caption.width }}
            >
              <span title="Inferred from ports, images and names">{caption.text}</span>
            </span>
          )
        ) : (
          <PileFrame key={`pile ${caption.pile[0]}`} frame={caption} members={caption.pile} />
        ),
      )}
      <LaneZones lane={id.slice('lane:'.length)} />
    </div>
  );
}

interface SharedFrameProps {
  /** The position within the lane. */
  readonly frame: CaptionView;
  readonly shared: SharedWith;
}

/** The frame around the cards that a neighbouring network shares, open towards that network across the wall. */
function SharedFrame({ frame: { text, x, y, width, height, hue }, shared: { name, end } }: SharedFrameProps) {
  return (
    <span
      className={`bh-shared-frame bh-shared-${end} bh-over`}
      data-shared-with={name}
      style={{ left: x, top: y, width, height, '--hue': hueColour(hue) } as React.CSSProperties}
    >
      <span className="bh-caption bh-truncate bh-strong" title={`These containers are on ${name} as well`}>
        {text}
      </span>
    </span>
  );
}

interface PileFrameProps {
  /** The position within the lane. */
  readonly frame: Caption;
  readonly members: readonly string[];
}

/** Returns the head of the lane at the current zoom; the lane renders when it changes. */
function useLaneHead(view: LaneView, isSmall: boolean): LaneHead {
  const shown = view.form === 'chip' ? chipWords(view) : view;
  const key = useStore(detailStore, ({ unit }) => JSON.stringify(laneHead(shown, unit, isSmall)));
  return useMemo(() => JSON.parse(key) as LaneHead, [key]);
}

const chipWords = (view: LaneView): LaneView => ({ ...view, detail: 'none' });

/** Returns the title and the detail of a lane where its head has no room for all of them: the text of the lane still holds them. */
function unsaidOf({ title, detail }: LaneView, head: LaneHead): string {
  const isSaid = (words: string): boolean => words === head.title || words === head.detail;
  return [title, detail].filter((words) => words !== '' && !isSaid(words)).join(': ');
}

/** The heights of a lane's first line and of a caption with the space below it, in px of their text. */
const lines = { title: 17, caption: 18 } as const;

function hasRoomForCaptions({ header, caption, pills }: Sizes, unit: number): boolean {
  return (lines.title + lines.caption) * unit <= header + caption + pills;
}

/** The frame around the cards of an opened pile, with a button that closes it. */
function PileFrame({ frame: { text, x, y, width, height }, members }: PileFrameProps) {
  return (
    <span
      className="bh-pile-frame bh-over"
      data-pile-frame={members.length}
      style={{ left: x, top: y, width, height }}
    >
      <button
        type="button"
        className="bh-pile-fold bh-inline-row bh-nowrap bh-ink bh-strong bh-clip nopan nodrag"
        aria-label={`Lay ${text} into one pile again`}
        title="Lay them into one pile again"
        onClick={(event) => {
          event.stopPropagation();
          uiStore.getState().foldPile(members);
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        <Minimize2 size={11} aria-hidden="true" />
        {text}
      </button>
    </span>
  );
}

const splitWords = { long: 'Split this network…', short: 'Split…', icon: '…' } as const;

/** The button for splitting a network, beside the share of the lane that is needed. */
function SplitButton({
  network,
  form,
}: {
  readonly network: string;
  readonly form: keyof typeof splitWords;
}) {
  return (
    <button
      type="button"
      className="bh-lane-split nopan nodrag"
      data-command="split"
      aria-label={`Split this network… ${network}`}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().askSplit(network);
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {splitWords[form]}
    </button>
  );
}

/** A network as a lane, or one of the places: closed tray, host, unknown. */
export const LaneNode = memo(Lane, (before, after) => before.data.view === after.data.view);
