import { farthestCell, type StoredProject, storedProject } from '../drafts/stored-project.ts';
import { pinStore } from '../page-stores.ts';
import type { SessionState } from '../session/session-state.ts';
import type { PinState } from '../ui/pin-store.ts';
import { topologyText } from './topology-text.ts';

/** What a link holds, and what it leaves out, by key. */
export interface SharedProject {
  readonly project: StoredProject;
  readonly left: ReadonlyMap<string, number>;
}

/** Values that decide where a port or a network is; any other value of a variable may be a secret. */
const harmless = /^(?:[\d.:/-]*|true|false)$/;

/** The project with the cards that were put somewhere. */
function withPins(project: StoredProject, { file, pins }: PinState): StoredProject {
  if (pins.size === 0 || file !== project.order[0]) return project;
  const placed = [...pins]
    .filter(([, { sub, row }]) => Math.min(sub, row) >= 0 && Math.max(sub, row) <= farthestCell)
    .map(([service, { group, sub, row }]) => [service, group, sub, row] as const);
  return { ...project, pins: placed };
}

/** The open project word for word: every text at hand and every variable. Null where nothing is open. */
export function wholeProject({ session, options, folder }: SessionState): SharedProject | null {
  if (session === null) return null;
  const project = storedProject(session.workspace.input, options.profiles, folder);
  return { project: withPins(project, pinStore.getState()), left: new Map() };
}

/** Names and topology of the open project; null where nothing is open, or a file cannot be read. */
export function topologyProject({ session, options, folder }: SessionState): SharedProject | null {
  if (session === null) return null;
  const { input, files } = session.workspace;
  const texts = new Map<string, string>();
  const left = new Map<string, number>();
  for (const { document } of files) {
    const shared = topologyText(document.text);
    if (shared === null) return null;
    texts.set(document.file, shared.text);
    for (const [key, count] of shared.left) left.set(key, (left.get(key) ?? 0) + count);
  }
  const kept = [...texts.values()].join('\n');
  const environment = new Map<string, string>();
  for (const [name, value] of input.environment) {
    const used = new RegExp(`\\$\\{?${name.replace(/\W/g, '')}\\b`).test(kept);
    if (used && harmless.test(value)) environment.set(name, value);
    else left.set('variables', (left.get('variables') ?? 0) + 1);
  }
  const order = input.order.filter((file) => texts.has(file));
  const project = storedProject({ order, texts, environment }, options.profiles, folder);
  return { project: withPins(project, pinStore.getState()), left };
}
