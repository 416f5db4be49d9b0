import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import type { SessionState } from '../../state/session/session-state.ts';

/** What a maintainer needs to know of a crash: the error, and numbers of the file instead of its content. */
export function errorReport(error: Error, { session, analysis, options }: SessionState): string {
  const topology = analysis?.topology;
  return [
    `Bulkhead: ${error.name}: ${error.message}`,
    `engine ${options.engine.text}, revision ${session?.revision ?? 0}, stale ${session?.workspace.stale ?? false}`,
    `${topology?.services.size ?? 0} services, ${topology?.networks.size ?? 0} networks, ${session ? mainDocument(session.workspace).text.length : 0} characters`,
    ...(error.stack ?? '')
      .split('\n')
      .slice(1, 12)
      .map((line) => line.trim()),
  ].join('\n');
}
