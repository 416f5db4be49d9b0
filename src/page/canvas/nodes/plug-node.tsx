import { type NodeProps, useStore } from '@xyflow/react';
import { X } from 'lucide-react';
import { memo } from 'react';
import { isSelected } from '../../state/ui/selection.ts';
import { useUi } from '../../state/use-store.ts';
import { hueColour } from '../../ui/hue-colour.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { detachTap, onTapClick, onTapKey } from '../keyboard/element-events.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'plug' }>>;

function Plug({ data: { view } }: Props) {
  const namesOnly = useStore(showsNamesOnly);
  const { service, network, tag, address } = view;
  const selected = useUi((state) => isSelected(state.selection, { type: 'tap', service, network }));
  if (namesOnly) return null;
  const names = view.aliases.length > 0 ? `, called ${view.aliases.join(', ')}` : '';
  const fixed = address === null ? '' : `, address ${address}`;
  const words = `${view.title}${names}${fixed}`;
  const classes = ['bh-plug bh-relative bh-center', 'nopan', 'nodrag'];
  if (selected) classes.push('bh-selected');
  if (tag !== null) classes.push('bh-tag');
  if (tag === '') classes.push('bh-narrow');
  return (
    // biome-ignore lint/a11y/useSemanticElements: it holds a second target, its ✕.
    <div
      className={classes.join(' ')}
      style={{ '--hue': hueColour(view.hue) } as React.CSSProperties}
      data-tap={`${service} ${network}`}
      role="button"
      tabIndex={0}
      aria-pressed={selected}
      aria-label={words}
      title={`${words}. Drag it to another network, or press Delete to detach.`}
      onClick={(event) => onTapClick(event, service, network)}
      onKeyDown={(event) => onTapKey(event, service, network)}
    >
      <span className="bh-plug-dot" />
      {tag !== null && tag !== '' && <b className="bh-truncate bh-strong">{tag}</b>}
      <span
        className="bh-unplug bh-absolute"
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
