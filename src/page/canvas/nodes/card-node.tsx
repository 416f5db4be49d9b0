import type { NodeProps } from '@xyflow/react';
import { ArrowRight, Pin, Tag } from 'lucide-react';
import { memo, type ReactNode, useEffect, useMemo } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import type { Chip } from '../../../core/picture/card-chips.ts';
import type { CardText } from '../../../core/picture/card-text.ts';
import { textFactsOf } from '../../../core/picture/card-view.ts';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import { severityTone } from '../../ui/tones.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { onCardClick, onCardKey } from '../keyboard/element-events.ts';
import { countMount, countRender } from '../render-count.ts';
import { CardFoot, CardSigns } from './card-foot.tsx';
import { KindIcon, Meter } from './card-signs.tsx';
import { EdgeEnd } from './place-node.tsx';
import { ShortName } from './short-name.tsx';
import { useCardText } from './use-card-text.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'card' }>>;

function Card({ data: { view, pinned } }: Props) {
  const text = useCardText(useMemo(() => textFactsOf(view), [view]));
  const { detail } = text;
  const selected = useUi((state) => isSelected(state.selection, { type: 'service', name: view.service }));
  useEffect(countRender);
  useEffect(countMount, []);
  const classes = ['bh-card bh-tall bh-ink bh-relative bh-column bh-gap-1', 'nopan', 'nodrag'];
  if (view.boxed) classes.push('bh-boxed');
  if (view.owner) classes.push('bh-owner');
  if (view.replicated) classes.push('bh-replicated');
  if (view.inactive) classes.push('bh-inactive');
  if (view.step === 1) classes.push('bh-sealed');
  if (view.grave) classes.push('bh-grave');
  if (selected) classes.push('bh-selected');
  if (detail !== 'near') classes.push(`bh-detail-${detail}`);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card groups what it says; it is no set of form fields.
    <div
      className={classes.join(' ')}
      style={{ '--hue': hueColour(view.hue) } as React.CSSProperties}
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
      {detail !== 'none' && <Details view={view} text={text} />}
      {text.foot ? (
        <CardFoot needs={view.needs}>
          {detail === 'near' && <Chips chips={view.chips} />}
          <CardSigns view={view} signs={text.signs} />
        </CardFoot>
      ) : (
        detail !== 'none' && <CardSigns view={view} signs={text.signs} />
      )}
      {view.findings && (
        <span
          className={`bh-finding-count bh-center bh-absolute ${severityTone(view.findings.worst)}`}
          title={plural(view.findings.count, 'finding')}
        >
          {view.findings.count}
        </span>
      )}
      {detail !== 'none' && pinned && (
        <span className="bh-pin bh-center bh-dim bh-absolute" title="Pinned here. P lets it go.">
          <Pin size={10} aria-hidden="true" />
        </span>
      )}
      {!view.boxed && (
        <span
          className="bh-new-tap bh-absolute"
          data-new-tap={view.service}
          title="Drag to a network to connect it"
        />
      )}
      {!view.boxed && detail !== 'none' && (
        <span
          className="bh-new-tap bh-new-need bh-center bh-absolute"
          data-new-need={view.service}
          title="Drag to the container that it needs"
        >
          <ArrowRight strokeWidth={3} aria-hidden="true" />
        </span>
      )}
    </div>
  );
}

/** The settings of a service that differ from the usual ones. */
function Chips({ chips }: { readonly chips: readonly Chip[] }) {
  if (chips.length === 0) return null;
  return (
    <span className="bh-chips bh-flex bh-clip bh-gap-1">
      {chips.map((chip) => (
        <span
          key={chip.kind + chip.text}
          className={`bh-badge ${chip.kind === 'alias' ? 'bh-ink' : ''}`}
          title={chip.title}
        >
          {chip.kind === 'alias' && <Tag size={10} aria-hidden="true" />}
          {chip.text}
        </span>
      ))}
    </span>
  );
}

interface DetailsProps {
  readonly view: Props['data']['view'];
  readonly text: CardText;
}

function Details({ view, text }: DetailsProps) {
  const { detail } = text;
  if (view.boxed) {
    return (
      <>
        <CardName view={view} text={text} icon={11} />
        {detail === 'near' && <Meter step={view.step} word={view.word} joined={true} />}
      </>
    );
  }
  if (detail === 'far' || detail === 'name') return <CardName view={view} text={text} icon={14} />;
  return (
    <>
      <CardName view={view} text={text} icon={14}>
        <Ports view={view} />
      </CardName>
      {view.band && (
        <span
          className="bh-band bh-center bh-nowrap bh-dim bh-absolute"
          style={{ top: view.band.y, height: view.band.height }}
        >
          one address for all
        </span>
      )}
    </>
  );
}

function CardName({
  view,
  text,
  icon,
  children,
}: DetailsProps & { readonly icon: number; readonly children?: ReactNode }) {
  return (
    <span className="bh-name bh-grid">
      {text.icon && <KindIcon kind={view.kind} size={icon} />}
      <span>
        <ShortName text={text} full={view.service} />
        {children}
      </span>
    </span>
  );
}

/** The line below a card's name: its published ports, else its image. */
function Ports({ view: { ports, image } }: { readonly view: Props['data']['view'] }) {
  if (ports === null) return <small title={image.full}>{image.short}</small>;
  return (
    <small className={`bh-card-ports bh-way-${ports.tone}`} title={`${ports.title}; ${image.full}`}>
      {ports.text.split(' · ').map((port, index) => (
        <span key={port}>{index === 0 ? port : ` · ${port}`}</span>
      ))}
    </small>
  );
}

/** A service. It renders for its content, never for its position. */
export const CardNode = memo(Card, (before, after) => before.data.view === after.data.view);
