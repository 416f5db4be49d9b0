import { useDeferredValue, useMemo } from 'react';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { useWork } from '../use-store.ts';
import { drawnAnalysis, drawnSession } from '../work/selectors.ts';
import { templateProject } from './template.ts';

/** The project that the page shows. `workspace` is null while the text is unreadable, since places in it are unknown. */
export interface ShownProject {
  readonly workspace: Workspace | null;
  readonly analysis: Analysis;
  /** True while the text is unreadable: the analysis is older than the text, and edits are disabled. */
  readonly stale: boolean;
}

/** Returns the open files with their analysis, or the template while none is open. */
export function useProject(): ShownProject {
  const session = useWork(drawnSession);
  const analysis = useWork(drawnAnalysis);
  return useMemo(() => {
    if (session === null || analysis === null) {
      const template = templateProject();
      const stale = session !== null;
      return { workspace: stale ? null : template.workspace, analysis: template.analysis, stale };
    }
    const { stale } = session.workspace;
    return { workspace: stale ? null : session.workspace, analysis, stale };
  }, [session, analysis]);
}

/** Returns the open files for a large pane: React updates it when it has time, in short tasks. */
export function useDeferredProject(): ShownProject {
  return useDeferredValue(useProject());
}

/** Returns the open files with their analysis, or the template, outside of components. */
export function useWorkspace(): Workspace {
  return useWork((state) => drawnSession(state)?.workspace) ?? templateProject().workspace;
}
