import type { SessionState } from '../session/session-state.ts';

/** The work that a file belongs to, looked up anew each time: the open project, or one stack of a host. */
export interface WorkSource {
  getState(): Pick<SessionState, 'session' | 'opening' | 'dispatch'>;
}
