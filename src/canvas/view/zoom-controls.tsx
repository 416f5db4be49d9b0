import { Info, Maximize, Minus, Plus } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import { IconButton } from '../../ui/button.tsx';

/** Zoom in, zoom out, fit, legend: in the footer of the window, where they cover nothing. */
export function ZoomControls() {
  const { requestView } = uiStore.getState();
  return (
    <div className="bh-controls">
      <IconButton
        className="bh-icon-button-small"
        label="Zoom out"
        icon={<Minus size={14} />}
        onClick={() => requestView('zoom-out')}
      />
      <IconButton
        className="bh-icon-button-small"
        label="Zoom in"
        icon={<Plus size={14} />}
        onClick={() => requestView('zoom-in')}
      />
      <IconButton
        className="bh-icon-button-small"
        label="Fit everything into view"
        icon={<Maximize size={13} />}
        onClick={() => requestView('fit')}
      />
      <CommandButton id="legend" className="bh-icon-button-small" icon={<Info size={13} />} />
    </div>
  );
}
