import {
  farthestCell,
  type StoredProject,
  storedProject,
  withStoredMachine,
} from '../drafts/stored-project.ts';
import type { LeftOut } from '../import/project-input.ts';
import { pinStore } from '../page-stores.ts';
import { machineRecord } from '../session/machine-options.ts';
import type { PinState } from '../ui/pin-store.ts';
import { drawnSession, leftOf } from '../work/selectors.ts';
import { shownStack, type WorkState } from '../work/work-state.ts';
import { topologyText } from './topology-text.ts';

/** The contents of a link, and the values that it leaves out, by key. */
export interface SharedProject {
  readonly project: StoredProject;
  readonly left: LeftOut;
  /** Variables with a value that the texts refer to; a value is only included when the person asks for it. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** Returns the project with its pinned cards. */
function withPins(project: StoredProject, { file, pins }: PinState): StoredProject {
  if (pins.size === 0 || file !== project.order[0]) return project;
  const placed = [...pins]
    .filter(([, { sub, row }]) => Math.min(sub, row) >= 0 && Math.max(sub, row) <= farthestCell)
    .map(([service, { group, sub, row }]) => [service, group, sub, row] as const);
  return { ...project, pins: placed };
}

/** Returns the shared project with the record of the machine; null without a project. */
export function withMachineOf(shared: SharedProject | null, { options }: WorkState): SharedProject | null {
  return shared && { ...shared, project: withStoredMachine(shared.project, machineRecord(options)) };
}

/** Returns the open project verbatim: every text and every variable. Null when nothing is open. */
export function wholeProject(state: WorkState): SharedProject | null {
  const session = drawnSession(state);
  if (session === null) return null;
  const { profiles } = state.options;
  const project = storedProject(
    session.workspace.input,
    profiles,
    shownStack(state)?.project.folder ?? null,
    leftOf(state),
  );
  return { project: withPins(project, pinStore.getState()), left: new Map(), variables: [] };
}

/**
 * Returns names and topology of the open project, with the values of the variables in `chosen`; null when nothing is open, or a file is
 * unreadable.
 */
export function topologyProject(state: WorkState, chosen: ReadonlySet<string>): SharedProject | null {
  const session = drawnSession(state);
  if (session === null) return null;
  const { input, files } = session.workspace;
  const texts = new Map<string, string>();
  // What a link left out is still left out in a link made from it.
  const left = new Map(leftOf(state) ?? []);
  for (const { document } of files) {
    const shared = topologyText(document.text);
    if (shared === null) return null;
    texts.set(document.file, shared.text);
    for (const [key, count] of shared.left) left.set(key, (left.get(key) ?? 0) + count);
  }
  const text = [...texts.values()].join('\n');
  const environment = new Map<string, string>();
  const variables: (readonly [string, string])[] = [];
  for (const [name, value] of input.environment) {
    const used = new RegExp(`\\$\\{?${name.replace(/\W/g, '')}\\b`).test(text);
    if (used) variables.push([name, value]);
    if (used && chosen.has(name)) environment.set(name, value);
    else left.set('variables', (left.get('variables') ?? 0) + 1);
  }
  const order = input.order.filter((file) => texts.has(file));
  const project = storedProject(
    { order, texts, environment },
    state.options.profiles,
    shownStack(state)?.project.folder ?? null,
    left,
  );
  return { project: withPins(project, pinStore.getState()), left, variables };
}
