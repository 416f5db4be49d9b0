import { useStore } from 'zustand';
import { type FilesState, filesStore } from './files-store.ts';

/** What `select` picks of the homes of the open files. */
export function useFiles<T>(select: (state: FilesState) => T): T {
  return useStore(filesStore, select);
}
