import { type NodeProps, useStore } from '@xyflow/react';
import { Pin, Tag } from 'lucide-react';
import { memo, useEffect } from 'react';
import { cutMiddle } from '../../core/layout/cards/cut-middle.ts';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { onCardClick, onCardKey } from '../keyboard/element-events.ts';
import { longNameLength, nameLength } from '../picture/card-view.ts';
import { countMount, countRender } from '../render-count.ts';
import { DangerBadges } from './danger-badges.tsx';
import { EdgeEnd } from './edge-end.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Meter } from './meter.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'card' }>>;

function Card({ data: { view, pinned } }: Props) {
  const namesOnly = useStore(showsNamesOnly);
  const selected = useUi((state) => isSelected(state.selection, { type: 'service', name: view.service }));
  useEffect(countRender);
  useEffect(countMount, []);
  const classes = ['bh-card', 'nopan', 'nodrag'];
  if (view.boxed) classes.push('bh-boxed');
  if (view.replicated) classes.push('bh-replicated');
  if (view.inactive) classes.push('bh-inactive');
  if (view.step === 1) classes.push('bh-sealed');
  if (view.step === 4) classes.push('bh-wide-open');
  if (selected) classes.push('bh-selected');
  if (namesOnly) classes.push('bh-far');
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
      {namesOnly ? <span className="bh-far-name">{view.service}</span> : <Details view={view} />}
      <DangerBadges dangers={view.dangers} />
      {view.findings && (
        <span className={`bh-badge bh-${view.findings.worst}`} title={`${view.findings.count} findings`}>
          {view.findings.count}
        </span>
      )}
      {!namesOnly && pinned && (
        <span className="bh-pin" title="Pinned here. P lets it go.">
          <Pin size={10} aria-hidden="true" />
        </span>
      )}
      {!namesOnly && !view.boxed && (
        <span className="bh-new-tap" data-new-tap={view.service} title="Drag to a network to connect it" />
      )}
    </div>
  );
}

function Details({ view }: { readonly view: Props['data']['view'] }) {
  if (view.boxed) {
    return (
      <>
        <span className="bh-name">
          <KindIcon kind={view.kind} size={11} />
          <b title={view.service}>{cutMiddle(view.service, nameLength)}</b>
        </span>
        <Meter step={view.step} word={view.word} joined={true} />
      </>
    );
  }
  return (
    <>
      <span className="bh-name">
        <KindIcon kind={view.kind} size={13} />
        <span>
          <b title={view.service} className={view.service.length > nameLength ? 'bh-long' : ''}>
            {cutMiddle(view.service, longNameLength)}
          </b>
          <small title={view.image}>{cutMiddle(view.image, nameLength + 3)}</small>
        </span>
      </span>
      <Meter step={view.step} word={view.word} joined={view.joinedTo !== null} />
      <span className="bh-chips">
        {view.chips.map((chip) => (
          <span key={chip.kind + chip.text} className={`bh-chip bh-chip-${chip.kind}`} title={chip.title}>
            {chip.kind === 'alias' && <Tag size={9} aria-hidden="true" />}
            {chip.text}
          </span>
        ))}
      </span>
      {view.band && (
        <span className="bh-band" style={{ top: view.band.y, height: view.band.height }}>
          one address for all
        </span>
      )}
    </>
  );
}

/** A service. It depends on what it shows and never on where it stands. */
export const CardNode = memo(Card, (before, after) => before.data.view === after.data.view);
