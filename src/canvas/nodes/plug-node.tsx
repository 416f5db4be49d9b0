import { type NodeProps, useStore } from '@xyflow/react';
import { Tag, X } from 'lucide-react';
import { memo } from 'react';
import { isSelected } from '../../state/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { detachTap, onTapClick, onTapKey } from '../keyboard/tap-events.ts';
import { isFar } from './far.ts';
import type { CanvasNode } from './flow-types.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'plug' }>>;

function Plug({ data: { view } }: Props) {
  const far = useStore(isFar);
  const { service, network } = view;
  const selected = useUi((state) => isSelected(state.selection, { type: 'tap', service, network }));
  if (far) return null;
  const names = view.aliases.length > 0 ? `, called ${view.aliases.join(', ')}` : '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds a second target, its ✕.
    <div
      className={`bh-plug nopan nodrag${selected ? ' bh-selected' : ''}${view.own ? '' : ' bh-plug-far-end'}`}
      style={{ '--hue': view.hue } as React.CSSProperties}
      data-tap={`${service} ${network}`}
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      aria-label={`${service} on ${network}${names}`}
      title={`${service} on ${network}${names}. Drag it to another network, or press Delete to detach.`}
      onClick={(event) => onTapClick(event, service, network)}
      onKeyDown={(event) => onTapKey(event, service, network)}
    >
      <span className="bh-plug-dot" />
      {!view.own && view.aliases.length > 0 && (
        <span className="bh-name-tag">
          <Tag size={9} aria-hidden="true" />
          {view.aliases[0]}
        </span>
      )}
      <span
        className="bh-unplug"
        data-detach=""
        aria-hidden="true"
        title={`Detach ${service} from ${network}`}
        onClick={(event) => {
          event.stopPropagation();
          detachTap(service, network);
        }}
      >
        <X size={10} strokeWidth={3} />
      </span>
    </div>
  );
}

/** A membership: a small plug on the card's edge, or at the wall where its tap ends. */
export const PlugNode = memo(Plug, (before, after) => before.data.view === after.data.view);
