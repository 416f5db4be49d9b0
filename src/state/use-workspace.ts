import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { templatePicture } from './template-picture.ts';
import { useSession } from './use-store.ts';

/** The open files, or the template while none is open. */
export function useWorkspace(): Workspace {
  return useSession((state) => state.session?.workspace) ?? templatePicture().workspace;
}
