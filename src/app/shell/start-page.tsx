import { ClipboardPaste, FolderOpen, Hand } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { useHeld, useSession } from '../../state/use-store.ts';
import { FourKinds } from './four-kinds.tsx';

/** Above the template's networks until a file is open: what the page is for, the ways in, and the four kinds of containers. */
export function StartPage() {
  const held = useHeld();
  const opened = useSession((state) => state.session !== null);
  if (opened || held) return null;
  return (
    <section className="bh-start" aria-labelledby="start-title">
      <div className="bh-start-words">
        <h2 id="start-title">See which containers can talk to each other, before you deploy</h2>
        <p>
          The networks of a <strong>Docker Compose</strong> file as a picture: who reaches whom, what answers
          outside, and what every change opens and closes. Nothing leaves this browser.
        </p>
        <div className="bh-start-actions">
          <CommandButton id="open" look="primary" icon={<FolderOpen size={15} />}>
            Open a file
          </CommandButton>
          <CommandButton id="paste" icon={<ClipboardPaste size={15} />}>
            Paste
          </CommandButton>
          <CommandButton id="example" icon={<Hand size={15} />}>
            Try a drag on a sample
          </CommandButton>
        </div>
        <p className="bh-start-more">
          Or drop a <code>compose.yaml</code> anywhere, or drag a container onto a network below.
        </p>
      </div>
      <FourKinds />
    </section>
  );
}
