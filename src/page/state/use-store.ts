import { useStore } from 'zustand';
import type { DraftStatus } from './drafts/draft.ts';
import type { FilesState } from './files/files-store.ts';
import type { HostViewState } from './host/host-view-store.ts';
import type { LiveTools } from './host/live-tools.ts';
import type { MountedState } from './mounted/mounted-files.ts';
import {
  comparedStore,
  draftStatusStore,
  editorStore,
  filesStore,
  fleetViewStore,
  hostViewStore,
  liveToolsStore,
  mountedStore,
  recoverStore,
  uiStore,
  workStore,
} from './page-stores.ts';
import type { ComparedState } from './ui/compared-store.ts';
import type { UiState } from './ui/ui-state.ts';
import type { WorkState } from './work/work-state.ts';

/** Returns the part of the open work that `select` picks (`work/selectors.ts`); renders again only when it changes. */
export function useWork<T>(select: (state: WorkState) => T): T {
  return useStore(workStore, select);
}

/** True when several stacks are open, on one machine or on those of a fleet. */
export function useHasHost(): boolean {
  return useWork(({ host, fleet }) => host !== null || fleet !== null);
}

/** True when a fleet is open. */
export function useHasFleet(): boolean {
  return useWork((state) => state.fleet !== null);
}

/** True when all stacks of a host or a fleet are folded, so that no project is drawn. */
export function useFolded(): boolean {
  return useWork(({ host, fleet, shown }) => (host !== null || fleet !== null) && shown === null);
}

/** Returns the part of the page's own state that `select` picks. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}

/** Returns the part of the mounted files that `select` picks. */
export function useMounted<T>(select: (state: MountedState) => T): T {
  return useStore(mountedStore, select);
}

/** Returns the version that the open files are compared with. */
export function useCompared(): ComparedState {
  return useStore(comparedStore);
}

/** Returns the part of the files' homes that `select` picks. */
export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(filesStore, select);
}

/** Returns the part of the drafts' status that `select` picks. */
export function useDraftStatus<T>(select: (state: DraftStatus) => T): T {
  return useStore(draftStatusStore, select);
}

/** Returns the part of the host's view that `select` picks. */
export function useHostView<T>(select: (state: HostViewState) => T): T {
  return useStore(hostViewStore, select);
}

/** Returns the part of the fleet's view that `select` picks. */
export function useFleetView<T>(select: (state: HostViewState) => T): T {
  return useStore(fleetViewStore, select);
}

/** Returns the way to recover a compose file from running containers; null without a server. */
export function useRecover(): ReturnType<typeof recoverStore.getState>['recover'] {
  return useStore(recoverStore, (state) => state.recover);
}

/** True when the page is inside an editor. */
export function useHeld(): boolean {
  return useStore(editorStore, ({ editor }) => editor !== null);
}

/** Returns the tools of a server that reads a running Engine. */
export function useLiveTools(): LiveTools {
  return useStore(liveToolsStore);
}
