import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { useSession } from '../../state/use-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';

/** `value` once it has held still for `wait` milliseconds; null at once. */
function useSettled<T>(value: T | null, wait: number): T | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), value === null ? 0 : wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return value === null ? null : settled;
}

// A half-typed word is not yet a mistake: the banner waits so that it does not flicker while somebody types.
const typingPause = 400;

/** What is wrong with the file as a whole: where, what to do, and the way back. */
export function FileBanner() {
  const message = useSettled(
    useSession((state) => state.message),
    typingPause,
  );
  const stale = useSession((state) => state.session?.workspace.stale === true);
  const hasPrevious = useSession((state) => state.previous !== null);
  const hasPicture = useSession((state) => state.analysis !== null);
  if (message === null) return null;
  const { line, column, file, text, advice, tone } = message;
  return (
    <div className={`bh-banner bh-banner-${tone}`} role="alert">
      <CircleAlert size={16} aria-hidden="true" />
      <p>
        <strong>
          {file}
          {line !== null && `, line ${line}`}
          {column !== null && column > 1 && `, column ${column}`}
        </strong>
        : {text}. {advice}
        {stale && hasPicture && ' The picture shows what could be read last.'}
      </p>
      {line !== null && stale && (
        <Button className="bh-button-small" onClick={() => uiStore.getState().showLine(line, file)}>
          Show the line
        </Button>
      )}
      {hasPrevious && stale && (
        <CommandButton id="restore-previous" className="bh-button-small">
          Back to the file before
        </CommandButton>
      )}
      <IconButton
        className="bh-icon-button-small"
        label="Dismiss"
        icon={<X size={14} />}
        onClick={() => sessionStore.getState().setMessage(null)}
      />
    </div>
  );
}
