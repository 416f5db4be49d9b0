import { Panel } from '@xyflow/react';
import { Info, Maximize, Minus, Plus } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Zoom in, zoom out, fit. */
export function ZoomControls() {
  const { requestView } = uiStore.getState();
  return (
    <Panel position="bottom-left" className="bh-controls">
      <IconButton label="Zoom in" icon={<Plus size={15} />} onClick={() => requestView('zoom-in')} />
      <IconButton label="Zoom out" icon={<Minus size={15} />} onClick={() => requestView('zoom-out')} />
      <IconButton
        label="Fit everything into view"
        icon={<Maximize size={14} />}
        onClick={() => requestView('fit')}
      />
      <CommandButton id="legend" icon={<Info size={14} />} />
    </Panel>
  );
}
