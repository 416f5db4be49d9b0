// PLACEHOLDER of branch hpic: replaced by the store of branch hstate.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { projectName } from '../../core/compose/environment/project-name.ts';
import { analyzeHost, type HostAnalysis } from '../../core/host/analyze-host.ts';
import { findStacks } from '../../core/host/find-stacks.ts';
import type { StackInput } from '../../core/host/host.ts';
import { openHost } from '../../core/host/open-host.ts';
import { newSession } from '../../core/session/new-session.ts';
import { projectInput } from '../import/project-input.ts';
import type { SessionStore } from '../session/session-store.ts';
import type { HostState, PageStack } from './host-state.ts';

export type HostStore = StoreApi<HostState>;

export function openHostFiles(store: HostStore, name: string, texts: ReadonlyMap<string, string>): void {
  const found = findStacks([...texts.keys()]);
  const inputs: StackInput[] = [];
  const projects = found.stacks.map((stack) => projectInput(texts, null, stack.files));
  const sessions = projects.map((project) => newSession(project.input));
  found.stacks.forEach((stack, at) => {
    const session = sessions[at];
    const project = projects[at];
    if (!session || !project) return;
    const { workspace } = session;
    const folder = stack.dir.split('/').at(-1) ?? stack.dir;
    const named = projectName(null, workspace.input.environment, workspace.topology.name, folder);
    inputs.push({
      dir: stack.dir,
      from: 'files',
      workspace,
      profiles: [],
      project: named.ok ? named.value : { name: null, from: 'unknown' },
    } as StackInput);
  });
  const host = openHost(inputs);
  const { profiles: _, project: __, ...options } = defaultReachOptions;
  const analysis: HostAnalysis = analyzeHost(host, { options });
  const stacks = host.stacks.map((stack, at): PageStack => {
    const project = projects[at];
    const session = sessions[at];
    if (!project || !session) throw new Error('no project');
    return { id: stack.id, dir: stack.dir, project, session, unsaved: false };
  });
  store.setState({ stacks, name, analysis, unfolded: null, leftOut: found.others, failed: [] });
}

export function createHostStore(session: SessionStore): HostStore {
  return createStore<HostState>()((set, get) => ({
    stacks: [],
    name: null,
    analysis: null,
    unfolded: null,
    leftOut: [],
    failed: [],
    unfold(id) {
      const stack = get().stacks.find((each) => each.id === id);
      const host = get().analysis;
      set({ unfolded: stack ? id : null });
      const analysis = id === null ? null : (host?.analyses.get(id) ?? null);
      if (stack && analysis)
        session.setState(({ opening }) => ({
          session: stack.session,
          analysis,
          opening: opening + 1,
          options: analysis.reach.options,
        }));
    },
  }));
}
