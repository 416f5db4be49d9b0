import { isChanged } from '../../../core/session/session-files.ts';
import { unsavedFiles } from '../../state/files/files-store.ts';
import { uiStore, workStore } from '../../state/page-stores.ts';
import { useFiles, useHasFleet, useHasHost, useHeld, useWork } from '../../state/use-store.ts';
import { everyStack } from '../../state/work/fleet.ts';
import {
  drawnFile,
  drawnSession,
  hostAnalysis,
  hostStacks,
  unfoldedId,
  unfoldedMachine,
} from '../../state/work/selectors.ts';
import type { WorkState } from '../../state/work/work-state.ts';

interface FileState {
  readonly stale: boolean;
  readonly changed: boolean;
  readonly unsaved: boolean;
  /** True for a file that can be saved in place. */
  readonly inPlace: boolean;
  readonly steps: number;
}

function stateText({ stale, changed, unsaved, inPlace, steps }: FileState): string {
  if (stale) return 'cannot be read';
  if (!changed) return inPlace && steps > 0 ? 'saved' : 'as opened';
  if (!unsaved) return 'downloaded';
  return steps === 1 ? '1 change, not saved' : `${steps} changes, not saved`;
}

/** Returns a text about the followed containers and the number of stacks that drifted; null for files alone. */
function liveText({ host, stacks }: WorkState): string | null {
  const live = host?.live ?? null;
  if (live === null) return null;
  const differing = stacks.filter((stack) => (stack.live?.differences?.length ?? 0) > 0).length;
  const state = live.silent === null ? 'live' : 'Docker does not answer';
  return differing === 0
    ? state
    : `${state} · differs in ${differing} ${differing === 1 ? 'stack' : 'stacks'}`;
}

/** The name of the host, and the number of unsaved stacks. */
function HostName() {
  const name = useWork((state) => state.host?.name ?? null);
  const count = useWork((state) => hostStacks(state).length);
  const unsaved = useWork((state) => hostStacks(state).filter((stack) => stack.unsaved).length);
  const unfolded = useWork(unfoldedId);
  const containers = useWork((state) => hostAnalysis(state)?.reach.services.length ?? 0);
  const live = useWork(liveText);
  const counts = `${count} ${count === 1 ? 'stack' : 'stacks'}, ${containers} ${containers === 1 ? 'container' : 'containers'}`;
  const title = `${name ?? 'Host'} · ${counts}`;
  const more = unfolded === null || unsaved === 0 ? '' : ` of ${count}`;
  const words =
    unsaved === 0
      ? 'as opened or saved'
      : `${unsaved}${more} ${unsaved === 1 && more === '' ? 'stack' : 'stacks'} not saved`;
  return (
    <span className="bh-file-name" data-host-name="">
      <button
        type="button"
        className="bh-file-name-button"
        title="Fold the open stack"
        disabled={unfolded === null}
        onClick={() => workStore.unfold(null)}
      >
        <strong className="bh-truncate">{title}</strong>
      </button>
      {unfolded !== null && (
        <button
          type="button"
          className="bh-file-name-button"
          data-command="file-details"
          title={`${unfolded}: its files, profiles, and what is assumed`}
          onClick={() => uiStore.getState().callForFile()}
        >
          <strong className="bh-truncate">{unfolded}</strong>
        </button>
      )}
      {live !== null && <span className="bh-file-state">{live}</span>}
      <span className={unsaved > 0 ? 'bh-file-state bh-file-changed' : 'bh-file-state'}>{words}</span>
    </span>
  );
}

/** The name of the file, and whether its text was saved or downloaded. */
export function FileName() {
  const hasHost = useHasHost();
  const hasFleet = useHasFleet();
  if (hasFleet) return <FleetName />;
  return hasHost ? <HostName /> : <ProjectName />;
}

/** The name of the fleet, the unfolded machine and stack, and the number of unsaved files. */
function FleetName() {
  const name = useWork((state) => state.fleet?.name ?? '');
  const count = useWork((state) => state.fleet?.file.machines.size ?? 0);
  const machine = useWork(unfoldedMachine);
  const stack = useWork(unfoldedId);
  const unsaved = useWork((state) => everyStack(state).filter((each) => each.unsaved).length);
  const title = `${name} · ${count} ${count === 1 ? 'machine' : 'machines'}`;
  const words = unsaved === 0 ? 'as opened or saved' : `${unsaved} not saved`;
  return (
    <span className="bh-file-name" data-fleet-name="">
      <button
        type="button"
        className="bh-file-name-button"
        title={stack === null ? 'Fold the open machine' : 'Fold the open stack'}
        disabled={machine === null}
        onClick={() => (stack === null ? workStore.unfoldMachine(null) : workStore.unfold(null))}
      >
        <strong className="bh-truncate">
          {[title, machine, stack].filter((part) => part !== null).join(' · ')}
        </strong>
      </button>
      <span className={unsaved > 0 ? 'bh-file-state bh-file-changed' : 'bh-file-state'}>{words}</span>
    </span>
  );
}

function ProjectName() {
  const file = useWork(drawnFile);
  const held = useHeld();
  const session = useWork(drawnSession);
  const taken = useFiles((state) => state.taken);
  const inPlace = useFiles((state) => file !== null && state.homes.has(file));
  if (session === null || file === null) return <span className="bh-file-name bh-dim">no file yet</span>;
  const others = session.workspace.files.length - 1;
  const unsaved = unsavedFiles(session, taken).length > 0;
  const changed = isChanged(session);
  const { stale } = session.workspace;
  return (
    <span className="bh-file-name">
      <button
        type="button"
        className="bh-file-name-button"
        data-command="file-details"
        title={`${file}: its files, profiles, and what is assumed`}
        onClick={() => uiStore.getState().callForFile()}
      >
        <strong className="bh-truncate">{file}</strong>
        {others > 0 && <span className="bh-badge bh-strong">+{others}</span>}
      </button>
      {/* The editor says of its own texts whether they are saved. */}
      {(!held || stale) && (
        <span className={unsaved && !held ? 'bh-file-state bh-file-changed' : 'bh-file-state'}>
          {stateText({ stale, changed, unsaved, inPlace, steps: session.undo.length })}
        </span>
      )}
    </span>
  );
}
