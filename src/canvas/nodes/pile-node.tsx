import { type NodeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import { cutMiddle } from '../../core/layout/cards/cut-middle.ts';
import { uiStore } from '../../state/page-stores.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { longNameLength } from '../picture/card-view.ts';
import { EdgeEnd } from './edge-end.tsx';
import { KindIcon } from './kind-icon.tsx';
import { Meter } from './meter.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'pile' }>>;

function Pile({ data: { view } }: Props) {
  const namesOnly = useStore(showsNamesOnly);
  const { members, card } = view;
  const names = `${members.slice(0, 3).join(', ')}${members.length > 3 ? ' …' : ''}`;
  return (
    <button
      type="button"
      className={`bh-card bh-pile nopan nodrag${namesOnly ? ' bh-far' : ''}`}
      style={{ '--hue': card.hue } as React.CSSProperties}
      data-pile={members.length}
      data-leader={card.service}
      aria-label={view.label}
      title={`Alike, so drawn as one: ${members.join(', ')}. Click to see each.`}
      onClick={(event) => {
        event.stopPropagation();
        uiStore.getState().spreadPile(members);
      }}
    >
      <EdgeEnd />
      {namesOnly ? (
        <span className="bh-far-name">{members.length} alike</span>
      ) : (
        <>
          <span className="bh-name">
            <KindIcon kind={card.kind} size={13} />
            <span>
              <b>{members.length} alike</b>
              <small>{cutMiddle(card.image, longNameLength)}</small>
            </span>
          </span>
          <Meter step={card.step} word={card.word} joined={false} />
          <span className="bh-pile-names">{names}</span>
        </>
      )}
      {view.findings && (
        <span className={`bh-badge bh-${view.findings.worst}`} title={`${view.findings.count} findings`}>
          {view.findings.count}
        </span>
      )}
    </button>
  );
}

/** Containers that are alike, drawn as one until someone asks for one of them. */
export const PileNode = memo(Pile, (before, after) => before.data.view === after.data.view);
