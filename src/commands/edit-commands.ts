import type { Finding } from '../core/analysis/findings/finding.ts';
import type { Operation } from '../core/compose/operations/operation.ts';
import type { Topology } from '../core/compose/topology.ts';
import { planInWorkspace } from '../core/compose/workspace/plan/plan-in-workspace.ts';
import type { SessionState } from '../state/session/session-state.ts';
import type { Selection } from '../state/ui/selection.ts';
import type { Command } from './command.ts';

/** What deleting the selection means; taps of a card that goes as well are not taken away first. */
export function deleteOperations(selection: Selection, topology: Topology): readonly Operation[] {
  const going = new Set<string>();
  for (const item of selection) if (item.type !== 'tap') going.add(`${item.type}:${item.name}`);
  const operations: Operation[] = [];
  for (const item of selection) {
    switch (item.type) {
      case 'tap':
        if (!going.has(`service:${item.service}`) && !going.has(`network:${item.network}`)) {
          operations.push({ type: 'detach', service: item.service, network: item.network, last: null });
        }
        break;
      case 'service':
        if (topology.services.has(item.name)) operations.push({ type: 'remove-service', service: item.name });
        break;
      case 'network':
        if (topology.networks.get(item.name)?.origin === 'declared') {
          operations.push({ type: 'remove-network', network: item.name, soleMembers: null });
        }
        break;
    }
  }
  // Services first: a network whose last members go is then free to go.
  return operations.sort((a, b) => Number(a.type === 'remove-network') - Number(b.type === 'remove-network'));
}

/** The deletion in words, for the undo step. */
export function deleteLabel(selection: Selection): string {
  const [first] = selection;
  if (selection.length !== 1 || first === undefined) return `Delete ${selection.length} things`;
  return first.type === 'tap' ? `Detach ${first.service} from ${first.network}` : `Delete ${first.name}`;
}

/** The first safe fix of each finding that nobody has silenced, each operation once, in the order of the findings. */
function wishes(findings: readonly Finding[]): readonly (readonly Operation[])[] {
  const seen = new Set<string>();
  const wanted: (readonly Operation[])[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(({ safe }) => safe);
    if (fix === undefined || finding.suppressed !== null) continue;
    const fresh = fix.operations.filter((operation) => !seen.has(JSON.stringify(operation)));
    for (const operation of fresh) seen.add(JSON.stringify(operation));
    if (fresh.length > 0) wanted.push(fresh);
  }
  return wanted;
}

/** Whether any finding that nobody has silenced offers a safe fix. */
export function hasSafeFixes(findings: readonly Finding[]): boolean {
  return findings.some(({ fixes, suppressed }) => suppressed === null && fixes.some(({ safe }) => safe));
}

/** All safe fixes that can be made together, as one list of operations; those that contradict earlier ones are left for later. */
export function safeFixes(state: SessionState): readonly Operation[] {
  const wanted = wishes(state.analysis?.findings ?? []);
  const all = wanted.flat();
  const { session } = state;
  if (all.length === 0 || session === null) return [];
  const fits = (operations: readonly Operation[]): boolean =>
    planInWorkspace(session.workspace, operations, session.writing).ok;
  if (fits(all)) return all;
  let together: readonly Operation[] = [];
  for (const operations of wanted) {
    const tried = [...together, ...operations];
    if (fits(tried)) together = tried;
  }
  return together;
}

/** Commands that change the open file. */
export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'Undo',
    group: 'Edit',
    keywords: 'back revert',
    shortcuts: ['$mod+z'],
    whileTyping: false,
    when: ({ session }) => (session.getState().session?.undo.length ?? 0) > 0,
    run({ session, ui }) {
      const entry = session.getState().session?.undo.at(-1);
      session.getState().dispatch({ type: 'undo' });
      if (entry) ui.getState().announce(`Undone: ${entry.label}`);
    },
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keywords: 'again forward',
    shortcuts: ['$mod+Shift+z', '$mod+y'],
    whileTyping: false,
    when: ({ session }) => (session.getState().session?.redo.length ?? 0) > 0,
    run({ session, ui }) {
      const entry = session.getState().session?.redo.at(-1);
      session.getState().dispatch({ type: 'redo' });
      if (entry) ui.getState().announce(`Redone: ${entry.label}`);
    },
  },
  {
    id: 'fix-all',
    label: 'Apply all safe fixes',
    group: 'Edit',
    keywords: 'mend repair findings quick fix',
    shortcuts: [],
    whileTyping: false,
    when: ({ session }) => {
      const { session: open, analysis } = session.getState();
      return open !== null && !open.workspace.stale && hasSafeFixes(analysis?.findings ?? []);
    },
    run({ session, ui }) {
      const operations = safeFixes(session.getState());
      if (operations.length === 0) return;
      const { refused } = session.getState().operate(operations, 'Apply all safe fixes');
      if (refused === null) ui.getState().toast('All safe fixes applied in one step.', 'success');
    },
  },
  {
    id: 'delete',
    label: 'Delete the selection',
    group: 'Edit',
    keywords: 'remove detach',
    shortcuts: ['Delete', 'Backspace'],
    whileTyping: false,
    when: ({ ui, session }) => ui.getState().selection.length > 0 && session.getState().session !== null,
    run({ session, ui }) {
      const { selection } = ui.getState();
      const topology = session.getState().analysis?.topology;
      if (topology === undefined) return;
      const operations = deleteOperations(selection, topology);
      if (operations.length === 0) return;
      const label = deleteLabel(selection);
      const { refused } = session.getState().operate(operations, label);
      if (refused !== null) return;
      ui.getState().select([]);
      ui.getState().announce(`${label}. Undo brings it back.`);
    },
  },
];
