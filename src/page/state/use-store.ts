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

/** Returns what `select` picks of all that is open (`work/selectors.ts`); renders again only when that changes. */
export function useWork<T>(select: (state: WorkState) => T): T {
  return useStore(workStore, select);
}

/** Whether several stacks are open. */
export function useHasHost(): boolean {
  return useWork((state) => state.host !== null);
}

/** Whether all stacks of a host are folded, so that no project is drawn. */
export function useFolded(): boolean {
  return useWork(({ host, shown }) => host !== null && shown === null);
}

/** What `select` picks of the page's ui state. */
export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(uiStore, select);
}

/** What `select` picks of the files that the open project mounts. */
export function useMounted<T>(select: (state: MountedState) => T): T {
  return useStore(mountedStore, select);
}

/** What the open files are compared with. */
export function useCompared(): ComparedState {
  return useStore(comparedStore);
}

/** What `select` picks of the homes of the open files. */
export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(filesStore, select);
}

/** What `select` picks of the page's drafts. */
export function useDraftStatus<T>(select: (state: DraftStatus) => T): T {
  return useStore(draftStatusStore, select);
}

/** What `select` picks of how the host is looked at. */
export function useHostView<T>(select: (state: HostViewState) => T): T {
  return useStore(hostViewStore, select);
}

/** The way to a compose file out of what runs; null where nobody can be asked. */
export function useRecover(): ReturnType<typeof recoverStore.getState>['recover'] {
  return useStore(recoverStore, (state) => state.recover);
}

/** Whether an editor holds the page. */
export function useHeld(): boolean {
  return useStore(editorStore, ({ editor }) => editor !== null);
}

/** What a server that reads a running Engine does on demand. */
export function useLiveTools(): LiveTools {
  return useStore(liveToolsStore);
}
