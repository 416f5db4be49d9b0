import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { changedNetworks, changedServices } from '../../../core/compose/changed-entries.ts';
import { isTakenByDefault } from '../../../core/compose/discovery/project-in-folder.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { isChanged } from '../../../core/session/session-files.ts';
import { shellCommand } from '../../../core/text/shell-word.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
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

// What it takes to deploy edits: the command, what Compose recreates, what it cannot change in place, what stays behind.

interface ToApply {
  readonly command: string;
  readonly created: readonly string[];
  readonly recreated: readonly string[];
  /** Networks whose options changed: `up` leaves them as they were, `down` first. */
  readonly needDown: readonly string[];
  /** Containers and networks that are no longer in the file and stay until they are removed. */
  readonly leftOver: readonly string[];
}

/** Compares the files as they were opened with the files now. */
export function toApply(
  files: readonly string[],
  before: Topology,
  after: Topology,
  options: ReachOptions,
): ToApply {
  const created = [...after.services.keys()].filter((name) => !before.services.has(name));
  const recreated = changedServices(before, after).map(({ name }) => name);
  const needDown = changedNetworks(before, after).map(({ name }) => name);
  const goneServices = [...before.services.keys()].filter((name) => !after.services.has(name));
  const goneNetworks = [...before.networks.values()].filter(
    ({ name, external }) => external !== true && !after.networks.has(name),
  );
  const parts = ['docker', 'compose'];
  // From another folder it has to be told where they are.
  const taken = files[0]?.includes('/') === false && isTakenByDefault(files);
  if (!taken) for (const file of files) parts.push('-f', file);
  for (const profile of options.profiles) parts.push('--profile', profile);
  const base = shellCommand(parts);
  const up = goneServices.length > 0 ? `${base} up -d --remove-orphans` : `${base} up -d`;
  return {
    command: needDown.length > 0 ? `${base} down && ${up}` : up,
    created,
    recreated,
    needDown,
    leftOver: [...goneServices, ...goneNetworks.map(({ name }) => `network ${name}`)],
  };
}
