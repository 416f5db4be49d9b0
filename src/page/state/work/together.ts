// The stacks of a host worked out together, and what the shown one has of it.

import { runningFile } from '../../../core/compose/environment/project-name.ts';
import { sameData } from '../../../core/compose/same-data.ts';
import { finish } from '../../../core/compose/steps.ts';
import { openWorkspace } from '../../../core/compose/workspace/open-workspace.ts';
import type { Host } from '../../../core/host/host.ts';
import type { RunningVersion } from '../../../core/host/running/live-host.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import type { AcrossStacks, Session } from '../../../core/session/session.ts';
import { sessionOn } from '../../../core/session/session-files.ts';
import { stackInput } from '../host/page-stack.ts';
import { type HostPart, hostOptions, type PageStack } from './opened-stacks.ts';
import { type HostWork, type RunningView, shownStack, type WorkState } from './work-state.ts';

/**
 * True when the change from `before` to `after` changes the analysis of all stacks. While the text of a stack is unreadable, its last good
 * picture stays.
 */
export function concernsHost(before: WorkState, after: WorkState): boolean {
  const { host, stacks, opening, analyzing } = after;
  // That of the shown stack comes first, and is lent to the host's.
  if (host === null || analyzing) return false;
  if (before.beside !== after.beside || before.book !== after.book) return true;
  // A machine of a fleet that was unfolded was worked out with the others.
  if (after.fleet !== null) {
    if (host.analysis === null) return true;
    if (before.fleet?.machine !== after.fleet.machine) return !isAnalysisOf(host.analysis, stacks);
  }
  if (before.opening !== opening || before.analyzing || before.host?.live !== host.live) return true;
  if (before.stacks.length !== stacks.length || before.host.file !== host.file) return true;
  const isOther = stacks.some(({ session: { workspace }, project, live }, index) => {
    const last = before.stacks[index];
    const isRead = workspace !== last?.session.workspace && !workspace.stale;
    return isRead || project.profiles !== last?.project.profiles || live !== last?.live;
  });
  // A machine is compared by identity: it is made once, of its record.
  return isOther || !sameData(hostOptions(before.options), hostOptions(after.options));
}

/** True when an analysis is of exactly these stacks. */
function isAnalysisOf({ host }: HostAnalysis, stacks: readonly PageStack[]): boolean {
  return (
    host.stacks.length === stacks.length &&
    stacks.every(({ session }, index) => host.stacks[index]?.workspace === session.workspace)
  );
}

/** Returns the current stacks with their ids, which the state's stacks receive, too. */
export function joined(state: HostWork): { readonly state: HostWork; readonly opened: Host } {
  const { engine, file, live } = state.host;
  // Where an Engine is read, it reports the networks that exist; what the file states about them is only used without one.
  const stated = file === null || live === null ? file : { ...file, networks: new Map() };
  const host = engine.openHost(state.stacks.map(stackInput), live?.networks, stated);
  const opened = state.beside === null ? host : { ...host, beside: state.beside };
  const ids = opened.stacks.map(({ id }) => id);
  if (state.stacks.every(({ id }, index) => id === ids[index])) return { state, opened };
  const stacks = state.stacks.map((stack, index) => ({ ...stack, id: ids[index] ?? stack.id }));
  return { state: { ...state, stacks }, opened };
}

/** Returns the drawn analysis, if it is of exactly this stack of the host. */
export function drawnAnalysisOf(
  state: HostWork,
  id: string,
  workspace: Analysis['workspace'],
): Analysis | null {
  const stack = shownStack(state);
  const isShown = stack?.id === id && stack.session.workspace === workspace;
  return isShown && !state.analyzing && !workspace.stale ? state.analysis : null;
}

/** Returns the state with the analysis of all stacks, and the drawn stack with its part of it. */
export function withHostAnalysis(state: HostWork, analysis: HostAnalysis): HostWork {
  const next = { ...state, host: { ...state.host, analysis, analyzing: false } };
  const shown = { ...next, ...hostFactsOf(next) };
  const { running } = shown;
  return running === null ? shown : { ...shown, ...runningShown(shown, running.key) };
}

/** Returns the drawing of the stack `key` as it runs; none when it runs as its files say. */
export function runningShown(state: HostWork, key: string): Pick<WorkState, 'running' | 'showing'> {
  const running = runningView(state, key);
  const isOther = (running === null) !== (state.running === null);
  return { running, showing: state.showing + (isOther ? 1 : 0) };
}

/** Returns the stack as it runs among all other stacks; null when it equals its files, or is unknown. */
function runningView({ stacks, host, book, options, running }: HostWork, key: string): RunningView | null {
  const stack = stacks.find((each) => each.key === key);
  const { analysis, engine } = host;
  const version = stack?.live?.runs;
  if (stack === undefined || version === undefined || analysis === null) return null;
  const isSame = running?.key === key && sameData(running.version, version);
  const session = isSame ? running.session : runningSession(stack, version, engine.withLostAnswers);
  const { workspace } = session;
  const all = analysis.host.stacks.map((each) =>
    each.id === stack.id ? { ...each, from: 'running' as const, workspace, profiles: [] } : each,
  );
  const question = { book, options: hostOptions(options), live: true };
  const made = finish(engine.hostSteps({ ...analysis.host, stacks: all }, question, analysis));
  const ownAnalysis = made.analyses.get(stack.id);
  return ownAnalysis === undefined ? null : { key, version, session, analysis: ownAnalysis };
}

function runningSession(
  { live }: PageStack,
  version: RunningVersion,
  answering: HostPart['engine']['withLostAnswers'],
): Session {
  const file = runningFile(live?.project ?? '');
  const input = { order: [file], texts: new Map([[file, version.text]]), environment: new Map() };
  const workspace = answering(openWorkspace(input), version);
  return { ...sessionOn(workspace), readOnly: 'It is drawn as it runs' };
}

/** Returns the facts about the surrounding host for the drawn stack. */
export function hostFactsOf(state: HostWork): Partial<Pick<WorkState, 'within' | 'analysis' | 'options'>> {
  const { analysis, engine } = state.host;
  const stack = shownStack(state);
  if (analysis === null || stack === null) return { within: null };
  const { id } = stack;
  const within: AcrossStacks = (workspace) => engine.acrossSteps({ analysis, stack: id }, workspace);
  const { workspace } = stack.session;
  const isSame = analysis.host.stacks.find((each) => each.id === id)?.workspace === workspace;
  const part = isSame && !workspace.stale && !state.analyzing ? analysis.analyses.get(id) : undefined;
  return part === undefined ? { within } : { within, analysis: part, options: part.reach.options };
}
