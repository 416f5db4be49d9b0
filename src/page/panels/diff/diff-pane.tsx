import { FileDiff, X } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import type { Session } from '../../../core/session/session.ts';
import { documentOf } from '../../../core/session/session-files.ts';
import { decodeText } from '../../state/import/decode-text.ts';
import { comparedStore, uiStore } from '../../state/page-stores.ts';
import type { OtherVersion } from '../../state/ui/compared-store.ts';
import { useCompared, useWork } from '../../state/use-store.ts';
import type { PageStack } from '../../state/work/opened-stacks.ts';
import { shownStack } from '../../state/work/work-state.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ChangesChoices } from './changes-choices.tsx';
import { ChangesView, type TextDiffView } from './changes-view.tsx';
import { useChanges } from './use-changes.ts';

function Comparison({ stack, TextDiff }: { readonly stack: PageStack; readonly TextDiff: TextDiffView }) {
  const { session } = stack;
  const { version } = useCompared();
  const [wanted, setWanted] = useState<string | null>(null);
  const drop = useVersionDrop(session);
  const changes = useChanges(stack, version);
  const { files } = changes;
  const file = files.find((name) => name === wanted) ?? files[0];
  return (
    <section
      className={drop.over ? 'bh-tall bh-column bh-diff-over' : 'bh-tall bh-column'}
      aria-label="Changes"
      onDragOver={drop.onDragOver}
      onDragLeave={drop.onDragLeave}
      onDrop={drop.onDrop}
    >
      <DiffToolbar session={session} files={files} file={file ?? null} onFile={setWanted} />
      {file === undefined ? (
        <p className="bh-pane-empty">
          {version === null
            ? 'Nothing changed since the file was opened: what you download is that file, byte for byte.'
            : `Identical to ${version.name}, byte for byte.`}
        </p>
      ) : (
        <ChangesView changes={changes} file={file} TextDiff={TextDiff} />
      )}
    </section>
  );
}

/** The pane of changes since the files were opened, or against another version: text, connections and findings. */
export function DiffPane({ TextDiff }: { readonly TextDiff: TextDiffView }) {
  const stack = useWork(shownStack);
  if (stack === null) {
    return <p className="bh-pane-empty">Nothing changed: no file is open yet.</p>;
  }
  return <Comparison stack={stack} TextDiff={TextDiff} />;
}

interface DiffToolbarProps {
  readonly session: Session;
  /** The names of the changed files. */
  readonly files: readonly string[];
  readonly file: string | null;
  readonly onFile: (file: string) => void;
}

/** The toolbar of a comparison: its two versions, the shown file and the layout. */
function DiffToolbar({ session, files, file, onFile }: DiffToolbarProps) {
  const { version, setVersion } = useCompared();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="bh-diff-bar bh-rigid bh-row bh-gap-3 bh-small">
      <span className="bh-diff-against bh-inline-row bh-gap-1-5">
        <span className="bh-dim">Against</span>{' '}
        <strong className="bh-truncate">{version === null ? 'the file as opened' : version.name}</strong>
        {version !== null && (
          <IconButton
            small
            label="Compare with the file as opened"
            icon={<X size={13} />}
            onClick={() => setVersion(null)}
          />
        )}
      </span>
      <Button
        look="quiet"
        small
        icon={<FileDiff size={13} />}
        title="Or drop it here"
        onClick={() => input.current?.click()}
      >
        Another version…
      </Button>
      <input
        ref={input}
        type="file"
        data-compare=""
        className="bh-visually-hidden"
        aria-label="Compare with another version"
        tabIndex={-1}
        accept=".yaml,.yml,text/yaml,application/yaml,text/plain"
        onChange={async (event) => {
          const field = event.currentTarget;
          const [chosen] = field.files ?? [];
          if (chosen !== undefined) await compareWith(session, chosen);
          field.value = '';
        }}
      />
      {file !== null && <ChangesChoices files={files} file={file} onFile={onFile} />}
    </div>
  );
}

interface VersionDrop {
  readonly over: boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Compares with a file that is dropped on the changes, instead of opening it. */
function useVersionDrop(session: Session): VersionDrop {
  const [over, setOver] = useState(false);
  return {
    over,
    onDragOver(event) {
      if (!event.dataTransfer.types.includes('Files')) return;
      // Marks the event, so that the page knows that the drop is handled here.
      event.preventDefault();
      setOver(true);
    },
    onDragLeave(event) {
      const next = event.relatedTarget;
      if (!(next instanceof Node) || !event.currentTarget.contains(next)) setOver(false);
    },
    onDrop(event) {
      setOver(false);
      const [chosen] = event.dataTransfer.files;
      if (chosen === undefined) return;
      // The page does not open a drop that was handled, but still removes its drop overlay.
      event.preventDefault();
      void compareWith(session, chosen);
    },
  };
}

// As for opening: what is larger is no compose file.
const mostBytes = 50 * 1024 * 1024;

/**
 * Reads a chosen or dropped file as another version of the file with the same name, else of `shown`. Returns the reason where the file
 * cannot be read.
 */
async function readVersion(
  chosen: File,
  files: readonly string[],
  shown: string,
): Promise<OtherVersion | string> {
  if (chosen.size > mostBytes) return `${chosen.name} is far too large for a compose file.`;
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await chosen.arrayBuffer());
  } catch {
    return `${chosen.name} cannot be read as a file. Choose the compose file itself.`;
  }
  const decoded = decodeText(chosen.name, bytes);
  if (!decoded.ok) return `${chosen.name}: ${decoded.error.text}. ${decoded.error.advice}`;
  const file = files.find((name) => name === chosen.name || name.endsWith(`/${chosen.name}`)) ?? shown;
  return { name: chosen.name, file, text: decoded.value };
}

/** Compares with a chosen or dropped file from now on, without opening it; shows the reason where the file cannot be read. */
async function compareWith(session: Session, chosen: File): Promise<void> {
  const files = session.workspace.files.map(({ document }) => document.file);
  const { file: shown, toast } = uiStore.getState();
  const version = await readVersion(chosen, files, documentOf(session, shown).file);
  if (typeof version === 'string') toast(version, 'error');
  else comparedStore.getState().setVersion(version);
}
