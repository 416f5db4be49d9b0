import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { useCommandContext } from '../../commands/command-context.tsx';
import { isChanged } from '../../core/session/session-files.ts';
import { toApply } from '../../state/session/to-apply.ts';
import { useSession } from '../../state/use-store.ts';
import { IconButton } from '../../ui/button.tsx';

function list(words: string, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${words} ${shown} and ${names.length - 4} more` : `${words} ${shown}`;
}

/** After edits: the command that deploys them, and what it does. */
export function ToApplyLine() {
  const { browser } = useCommandContext();
  const session = useSession((state) => state.session);
  const options = useSession((state) => state.options);
  const apply = useMemo(() => {
    if (session === null || session.workspace.stale || !isChanged(session)) return null;
    const before = session.opened.topology;
    return toApply(session.workspace.input.order, before, session.workspace.topology, options);
  }, [session, options]);
  if (apply === null) return null;
  const effects = [
    list('creates', apply.created),
    list('recreates', apply.recreated),
    list('needs down first for', apply.needDown),
    list('left over:', apply.leftOver),
  ].filter((text) => text !== null);
  return (
    <div className="bh-to-apply" role="status">
      <span className="bh-assumptions-title">To apply</span>
      <code>{apply.command}</code>
      <IconButton
        className="bh-icon-button-small"
        label="Copy the command"
        icon={<Copy size={12} />}
        onClick={() => void browser.copy(apply.command, 'Command copied.')}
      />
      <span className="bh-dim bh-truncate">
        {effects.length === 0 ? 'changes no container' : effects.join(' · ')}
      </span>
    </div>
  );
}
