import { FileDiff, X } from 'lucide-react';
import { useRef } from 'react';
import type { Session } from '../../core/session/session.ts';
import { useCompared } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ChangesChoices } from './changes-choices.tsx';
import { compareWith } from './compare-with.ts';

interface DiffToolbarProps {
  readonly session: Session;
  /** The files that differ, and which of them is shown. */
  readonly files: readonly string[];
  readonly file: string | null;
  readonly onFile: (file: string) => void;
}

/** What is compared with what, and how it is laid out. */
export function DiffToolbar({ session, files, file, onFile }: DiffToolbarProps) {
  const { version, setVersion } = useCompared();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="bh-diff-bar">
      <span className="bh-diff-against">
        <span className="bh-dim">Against</span>{' '}
        <strong className="bh-truncate">{version === null ? 'the file as opened' : version.name}</strong>
        {version !== null && (
          <IconButton
            className="bh-icon-button-small"
            label="Compare with the file as opened"
            icon={<X size={13} />}
            onClick={() => setVersion(null)}
          />
        )}
      </span>
      <Button
        look="quiet"
        className="bh-button-small"
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
      <ChangesChoices files={files} file={file} onFile={onFile} />
    </div>
  );
}
