import { ok, type Result, refuse } from '../../core/text/result.ts';
import type { HostState } from './host-state.ts';

/** Puts a service on a network of another stack, in the files of its own; answers with what has to be up first, if anything. */
export function connectIn(
  { engine, analysis, dispatchIn }: Pick<HostState, 'engine' | 'analysis' | 'dispatchIn'>,
  id: string,
  service: string,
  network: string,
): Result<string | null> {
  if (engine === null || analysis === null)
    return refuse('not-ready', 'The host is still being worked out. Try again in a moment');
  const plan = engine.connectAcross(analysis, id, service, network);
  if (!plan.ok) return plan;
  const { operations, note } = plan.value;
  const label = `Connect ${service} of ${id} to ${network}`;
  const refused = dispatchIn(id, { type: 'operate', operations, label })?.refused ?? null;
  return refused === null ? ok(note) : { ok: false, error: refused };
}
