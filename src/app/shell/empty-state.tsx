import { ClipboardPaste, FolderOpen, Sparkles } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { useSession, useUi } from '../../state/use-store.ts';

/** Over the template's lanes until the first act: the ways in. It makes room as soon as something is dragged. */
export function EmptyState() {
  const opened = useSession((state) => state.session !== null);
  const dragging = useUi((state) => state.paletteDrag !== null);
  if (opened) return null;
  return (
    <div className={dragging ? 'empty-state empty-state-away' : 'empty-state'}>
      <div className="empty-card">
        <p>
          <strong>Who can talk to whom?</strong> Drop a <code>compose.yaml</code> anywhere, or drag a
          container onto a lane. Nothing leaves this browser.
        </p>
        <div className="empty-actions">
          <CommandButton id="open" look="primary" icon={<FolderOpen size={15} />}>
            Open a file
          </CommandButton>
          <CommandButton id="paste" icon={<ClipboardPaste size={15} />}>
            Paste
          </CommandButton>
          <CommandButton id="example" icon={<Sparkles size={15} />}>
            See an example
          </CommandButton>
        </div>
      </div>
    </div>
  );
}
