import { useDeferredValue, useMemo } from 'react';
import type { Analysis } from '../core/analysis/analyze.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import { templatePicture } from './template.ts';
import { useSession } from './use-store.ts';

/** What the page shows of the files. `workspace` is null while the text cannot be read: places in it are then unknown. */
export interface Picture {
  readonly workspace: Workspace | null;
  readonly analysis: Analysis;
  /** True while the text cannot be read: the picture is older than the text, and nothing in it is edited. */
  readonly stale: boolean;
}

/** The picture of the open file, or of the template while none is open. */
export function usePicture(): Picture {
  const session = useSession((state) => state.session);
  const analysis = useSession((state) => state.analysis);
  return useMemo(() => {
    if (session === null || analysis === null) {
      const template = templatePicture();
      const stale = session !== null;
      return { workspace: stale ? null : template.workspace, analysis: template.analysis, stale };
    }
    const { stale } = session.workspace;
    return { workspace: stale ? null : session.workspace, analysis, stale };
  }, [session, analysis]);
}

/** The same for a pane that has much to show: it follows when React has time, in short tasks. */
export function useDeferredPicture(): Picture {
  return useDeferredValue(usePicture());
}

/** The open files, or the template while none is open. */
export function useWorkspace(): Workspace {
  return useSession((state) => state.session?.workspace) ?? templatePicture().workspace;
}
