import type { NodeProps } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import { pileTextFacts } from '../../../core/picture/pile-view.ts';
import { uiStore } from '../../state/page-stores.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import { severityTone } from '../../ui/tones.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { CardFoot } from './card-foot.tsx';
import { KindIcon } from './card-signs.tsx';
import { EdgeEnd } from './place-node.tsx';
import { ShortName } from './short-name.tsx';
import { useCardText } from './use-card-text.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'pile' }>>;

function Pile({ data: { view } }: Props) {
  const text = useCardText(useMemo(() => pileTextFacts(view), [view]));
  const { detail } = text;
  const { members, title, card } = view;
  const names = `${members.slice(0, 3).join(', ')}${members.length > 3 ? ' …' : ''}`;
  return (
    <button
      type="button"
      className={`bh-card bh-tall bh-ink bh-relative bh-column bh-gap-1 bh-pile nopan nodrag ${card.inactive ? 'bh-inactive' : ''} ${detail === 'near' ? '' : `bh-detail-${detail}`}`}
      style={{ '--hue': hueColour(card.hue) } as React.CSSProperties}
      data-pile={members.length}
      data-leader={card.service}
      {...(card.inactive ? { 'data-inactive': '' } : {})}
      aria-label={view.label}
      title={`Alike${card.inactive ? ', and inactive' : ''}, so drawn as one: ${members.join(', ')}. Click to see each.`}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().spreadPile(members);
      }}
    >
      <EdgeEnd />
      {detail !== 'none' && (
        <span className="bh-name bh-grid">
          {text.icon && <KindIcon kind={card.kind} size={14} />}
          <span>
            <ShortName text={text} full={title} />
            {(detail === 'near' || detail === 'middle') && <small>{names}</small>}
          </span>
        </span>
      )}
      {text.foot && <CardFoot needs={view.needs} />}
      {view.findings && (
        <span
          className={`bh-finding-count bh-center bh-absolute ${severityTone(view.findings.worst)}`}
          title={plural(view.findings.count, 'finding')}
        >
          {view.findings.count}
        </span>
      )}
    </button>
  );
}

/** Containers that are alike, drawn as one until one of them is selected or the pile is opened. */
export const PileNode = memo(Pile, (before, after) => before.data.view === after.data.view);
