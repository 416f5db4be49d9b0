import type { NodeProps } from '@xyflow/react';
import { Pin, Tag } from 'lucide-react';
import { memo, type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { type Detail, detailStore } from '../flow/level-of-detail.ts';
import { onCardClick, onCardKey } from '../keyboard/element-events.ts';
import { countMount, countRender } from '../render-count.ts';
import { DangerBadges } from './danger-badges.tsx';
import { EdgeEnd } from './edge-end.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Meter } from './meter.tsx';
import { ShortName } from './short-name.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'card' }>>;

function Card({ data: { view, pinned } }: Props) {
  const detail = useStore(detailStore, (state) => state.detail);
  const selected = useUi((state) => isSelected(state.selection, { type: 'service', name: view.service }));
  useEffect(countRender);
  useEffect(countMount, []);
  const classes = ['bh-card', 'nopan', 'nodrag'];
  if (view.boxed) classes.push('bh-boxed');
  if (view.owner) classes.push('bh-owner');
  if (view.replicated) classes.push('bh-replicated');
  if (view.inactive) classes.push('bh-inactive');
  if (view.step === 1) classes.push('bh-sealed');
  if (selected) classes.push('bh-selected');
  if (detail !== 'near') classes.push(`bh-detail-${detail}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card groups what it says; it is no set of form fields.
    <div
      className={classes.join(' ')}
      style={{ '--hue': view.hue } as React.CSSProperties}
      data-service={view.service}
      {...(view.inactive ? { 'data-inactive': '' } : {})}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: cards are selected, moved and removed by keyboard.
      tabIndex={0}
      aria-label={[view.label, ...(pinned ? ['pinned'] : []), ...(selected ? ['selected'] : [])].join(', ')}
      onClick={(event) => onCardClick(event, view.service)}
      onKeyDown={(event) => onCardKey(event, view.service)}
    >
      <EdgeEnd />
      {detail !== 'none' && <Details view={view} detail={detail} />}
      <DangerBadges dangers={view.dangers} shown={view.dangersShown} />
      {view.findings && (
        <span
          className={`bh-badge bh-badge-${view.findings.worst}`}
          title={`${view.findings.count} findings`}
        >
          {view.findings.count}
        </span>
      )}
      {detail !== 'none' && pinned && (
        <span className="bh-pin" title="Pinned here. P lets it go.">
          <Pin size={10} aria-hidden="true" />
        </span>
      )}
      {!view.boxed && (
        <span className="bh-new-tap" data-new-tap={view.service} title="Drag to a network to connect it" />
      )}
    </div>
  );
}

function Details({ view, detail }: { readonly view: Props['data']['view']; readonly detail: Detail }) {
  if (view.boxed) {
    return (
      <>
        <CardName view={view} detail={detail} icon={11} />
        {detail === 'near' && <Meter step={view.step} word={view.word} joined={true} />}
      </>
    );
  }
  if (detail === 'far') return <ShortName name={view.name} full={view.service} lines={2} />;
  return (
    <>
      <CardName view={view} detail={detail} icon={14}>
        {detail === 'middle' ? (
          <Ports view={view} />
        ) : (
          <small title={view.image.full}>{view.image.short}</small>
        )}
      </CardName>
      {detail === 'near' && (
        <>
          <Meter step={view.step} word={view.word} joined={view.joinedTo !== null} />
          <span className="bh-chips">
            {view.chips.map((chip) => (
              <span key={chip.kind + chip.text} className={`bh-chip bh-chip-${chip.kind}`} title={chip.title}>
                {chip.kind === 'alias' && <Tag size={10} aria-hidden="true" />}
                {chip.text}
              </span>
            ))}
          </span>
        </>
      )}
      {view.band && (
        <span className="bh-band" style={{ top: view.band.y, height: view.band.height }}>
          one address for all
        </span>
      )}
    </>
  );
}

function CardName({
  view,
  detail,
  icon,
  children,
}: {
  readonly view: Props['data']['view'];
  readonly detail: Detail;
  readonly icon: number;
  readonly children?: ReactNode;
}) {
  return (
    <span className="bh-name">
      <KindIcon kind={view.kind} size={icon} />
      <span>
        <ShortName name={view.name} full={view.service} lines={detail === 'near' ? 1 : 2} />
        {children}
      </span>
    </span>
  );
}

/** What a middle card says below its name: what it publishes, else its image. */
function Ports({ view: { ports, image } }: { readonly view: Props['data']['view'] }) {
  if (ports === null) return <small title={image.full}>{image.short}</small>;
  return (
    <small className={`bh-ports-${ports.from}`} title={`${ports.title}; ${image.full}`}>
      {ports.text}
    </small>
  );
}

/** A service. It depends on what it shows and never on where it stands. */
export const CardNode = memo(Card, (before, after) => before.data.view === after.data.view);
