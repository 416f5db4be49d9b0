import { plural } from '../../../core/compose/numbers.ts';
import './danger-badges.css';
import type { NodeProps } from '@xyflow/react';
import { Pin, Tag } from 'lucide-react';
import { memo, type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { cutMiddle } from '../../../core/layout/cards/short-names.ts';
import type { Pill } from '../../../core/picture/danger-pills.ts';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import { severityTone } from '../../ui/tones.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { type Detail, detailStore } from '../flow/level-of-detail.ts';
import { onCardClick, onCardKey } from '../keyboard/element-events.ts';
import { countMount, countRender } from '../render-count.ts';
import { CardFoot } from './card-foot.tsx';
import { KindIcon, Meter } from './card-signs.tsx';
import { EdgeEnd } from './place-node.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'card' }>>;

function Card({ data: { view, pinned } }: Props) {
  const detail = useStore(detailStore, (state) => state.detail);
  const selected = useUi((state) => isSelected(state.selection, { type: 'service', name: view.service }));
  useEffect(countRender);
  useEffect(countMount, []);
  const classes = ['bh-card bh-tall bh-ink bh-relative bh-column bh-gap-1', 'nopan', 'nodrag'];
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
      {detail !== 'none' && <Details view={view} detail={detail} />}
      {!view.boxed && detail !== 'none' && <CardFoot needs={view.needs} />}
      <DangerBadges pills={view.dangers} />
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
  if (detail === 'far') return <ShortName name={view.name} full={view.service} lines={1} />;
  return (
    <>
      <CardName view={view} detail={detail} icon={14}>
        <Ports view={view} />
      </CardName>
      {detail === 'near' && view.chips.length > 0 && (
        <span className="bh-chips bh-flex bh-clip bh-gap-1">
          {view.chips.map((chip) => (
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
      )}
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
    <span className="bh-name bh-grid">
      <KindIcon kind={view.kind} size={icon} />
      <span>
        <ShortName name={view.name} full={view.service} lines={view.boxed && detail !== 'near' ? 2 : 1} />
        {children}
      </span>
    </span>
  );
}

/** The line below a card's name: its published ports, else its image. */
function Ports({ view: { ports, image } }: { readonly view: Props['data']['view'] }) {
  if (ports === null) return <small title={image.full}>{image.short}</small>;
  return (
    <small className={`bh-card-ports bh-card-ports-${ports.from}`} title={`${ports.title}; ${image.full}`}>
      {ports.text.split(' · ').map((port, index) => (
        <span key={port}>{index === 0 ? port : ` · ${port}`}</span>
      ))}
    </small>
  );
}

/** A service. It renders for its content, never for its position. */
export const CardNode = memo(Card, (before, after) => before.data.view === after.data.view);

const tailLetters = 6;
/** The number of letters that fit on two lines of a smaller card. */
const twoLines = 26;

interface ShortNameProps {
  readonly name: string;
  readonly full: string;
  readonly lines: 1 | 2;
}

/**
 * The name of a service, shortened in the middle, so that names that differ only at the start or the end still look different. On a card
 * with two lines the name breaks after a separator.
 */
function ShortName({ name, full, lines }: ShortNameProps) {
  const parts = cutMiddle(name, twoLines).split(/(?<=[-_.…])/);
  if (lines === 2 && parts.length > 1 && name.length > 9) {
    return (
      <b className="bh-two-lines" title={full}>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name, in their order.
          <span key={index}>{part}</span>
        ))}
      </b>
    );
  }
  if (name.length <= 2 * tailLetters) return <b title={full}>{name}</b>;
  return (
    <b className="bh-cut" title={full}>
      <span>{name.slice(0, -tailLetters)}</span>
      <span>{name.slice(-tailLetters)}</span>
    </b>
  );
}

function dangerClass(rootOnHost: boolean, certain: boolean): string {
  if (!certain) return 'bh-badge bh-danger bh-strong bh-unsure';
  return `bh-badge bh-danger bh-strong ${rootOnHost ? 'bh-grave bh-err bh-solid' : 'bh-outside'}`;
}

/** The container's access to its host, as pills on the upper edge; dotted and with a question mark when unknown. */
function DangerBadges({ pills }: { readonly pills: readonly Pill[] }) {
  if (pills.length === 0) return null;
  return (
    <span className="bh-dangers bh-flex bh-over bh-gap-1">
      {pills.map(({ kind, text, facts, certain, rootOnHost }) => (
        <span
          key={kind}
          className={dangerClass(rootOnHost, certain)}
          data-danger={kind}
          {...(certain ? {} : { 'data-unknown': '' })}
          title={facts}
        >
          {text}
        </span>
      ))}
    </span>
  );
}
