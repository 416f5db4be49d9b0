import { nameList } from '../../core/compose/name-list.ts';
import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { planInWorkspace } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import { pastTense } from '../../core/describe/past-tense.ts';
import type { Finding, Fix } from '../../core/findings/finding.ts';
import { applyFixes, type FixStep } from '../../core/fixes/apply-fixes.ts';
import { triesFixes } from '../../core/fixes/offer-fixes.ts';
import { aloneAsHost } from '../../core/rules/analyze-host.ts';
import { membersByNetwork } from '../../core/rules/facts/networks.ts';
import { fewestToSplit } from '../../core/rules/fixes/split-lanes.ts';
import { editorStore } from '../state/page-stores.ts';
import type { Selection } from '../state/ui/selection.ts';
import { drawnAnalysis, drawnSession } from '../state/work/selectors.ts';
import type { WorkState } from '../state/work/work-state.ts';
import type { Command, CommandContext } from './command.ts';

/** Returns the operations that delete the selection; taps of a deleted card need no operation of their own. */
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

/** Returns the side effects of a deletion, in words. */
function deletionEffects(operations: readonly Operation[]): readonly string[] {
  return operations.flatMap((operation): readonly string[] => {
    switch (operation.type) {
      case 'remove-service':
        return [`service ${operation.service}`];
      case 'remove-network':
        return [`network ${operation.network}`];
      case 'detach':
        return [`${operation.service} from ${operation.network}`];
      default:
        return [];
    }
  });
}

/** Returns the label of a deletion, for its undo step. */
export function deleteLabel(selection: Selection): string {
  const [first] = selection;
  if (selection.length !== 1 || first === undefined) return `Delete ${selection.length} items`;
  return first.type === 'tap' ? `Detach ${first.service} from ${first.network}` : `Delete ${first.name}`;
}

/** True when a finding that is not silenced offers a safe fix. */
export function hasSafeFixes(findings: readonly Finding[]): boolean {
  return findings.some(({ fixes, suppressed }) => suppressed === null && fixes.some(({ safe }) => safe));
}

const safeOf = ({ fixes }: Finding): readonly Fix[] => fixes.filter(({ safe }) => safe);

/** Returns the first safe fix of each finding that is not silenced, each operation once, in the order of findings. */
function firstSafeFixes(findings: readonly Finding[]): readonly FixStep[] {
  const seen = new Set<string>();
  const wanted: FixStep[] = [];
  for (const finding of findings) {
    const [fix] = safeOf(finding);
    if (fix === undefined || finding.suppressed !== null) continue;
    const operations = fix.operations.filter((operation) => !seen.has(JSON.stringify(operation)));
    for (const operation of operations) seen.add(JSON.stringify(operation));
    if (operations.length > 0) wanted.push({ finding, fix: { ...fix, operations } });
  }
  return wanted;
}

/**
 * Returns the safe fixes that can be applied together, in order; fixes that contradict earlier ones or add findings are left out. In a
 * large project they are tried as a whole.
 */
export function safeFixSteps(state: WorkState): readonly FixStep[] {
  const session = drawnSession(state);
  const analysis = drawnAnalysis(state);
  if (session === null || analysis === null || !hasSafeFixes(analysis.findings)) return [];
  const { workspace, writing } = session;
  const fits = (steps: readonly FixStep[]): boolean =>
    planInWorkspace(
      workspace,
      steps.flatMap(({ fix }) => fix.operations),
      writing,
    ).ok;
  const wanted = triesFixes(analysis.topology)
    ? applyFixes(aloneAsHost({ workspace, reachOptions: analysis.options }, analysis), safeOf).done
    : firstSafeFixes(analysis.findings);
  if (fits(wanted)) return wanted;
  let together: readonly FixStep[] = [];
  for (const step of wanted) if (fits([...together, step])) together = [...together, step];
  return together;
}

/** Returns the label of a step. */
export function stepText({ finding: { rule, subjects }, fix }: FixStep): string {
  return `${rule} ${subjects.slice(0, 2).join(', ')}: ${fix.title}`;
}

/** Returns the network to split: the selected one, else the one with the most members; null when none has enough members. */
function networkToSplit({ work, ui }: CommandContext): string | null {
  const open = drawnSession(work.getState());
  const analysis = drawnAnalysis(work.getState());
  if (open === null || analysis === null || open.workspace.stale) return null;
  const members = membersByNetwork(analysis);
  const [item] = ui.getState().selection;
  const networks =
    item === undefined
      ? null
      : item.type === 'service'
        ? (analysis.reach.facts.get(item.name)?.networks ?? [])
        : [item.type === 'tap' ? item.network : item.name];
  const asked = networks ?? [...members.keys()];
  const full = asked.filter((name) => (members.get(name)?.length ?? 0) >= fewestToSplit);
  const count = (name: string): number => members.get(name)?.length ?? 0;
  return full.sort((a, b) => count(b) - count(a))[0] ?? null;
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
    when: ({ work }) => editorStore.getState().editor !== null || work.getState().history.undo.length > 0,
    run({ work, ui }) {
      const { editor } = editorStore.getState();
      if (editor !== null) return editor.undo();
      const label = work.undo();
      if (label !== null) ui.getState().announce(`Undone: ${label}`);
    },
  },
  {
    id: 'redo',
    label: 'Redo',
    group: 'Edit',
    keywords: 'again forward',
    shortcuts: ['$mod+Shift+z', '$mod+y'],
    whileTyping: false,
    when: ({ work }) => editorStore.getState().editor !== null || work.getState().history.redo.length > 0,
    run({ work, ui }) {
      const { editor } = editorStore.getState();
      if (editor !== null) return editor.redo();
      const label = work.redo();
      if (label !== null) ui.getState().announce(`Redone: ${label}`);
    },
  },
  {
    id: 'fix-all',
    label: 'Apply all safe fixes',
    group: 'Edit',
    keywords: 'mend repair findings quick fix',
    shortcuts: [],
    whileTyping: false,
    when: ({ work }) => {
      const open = drawnSession(work.getState());
      const analysis = drawnAnalysis(work.getState());
      return open !== null && !open.workspace.stale && hasSafeFixes(analysis?.findings ?? []);
    },
    run({ work, ui }) {
      const steps = safeFixSteps(work.getState());
      if (steps.length === 0) {
        ui.getState().toast('No safe fix applies here.', 'info');
        return;
      }
      const operations = steps.flatMap(({ fix }) => fix.operations);
      const { refused } = work.operate(operations, 'Apply all safe fixes');
      if (refused !== null) return;
      const done = `Applied ${steps.length} safe ${steps.length === 1 ? 'fix' : 'fixes'} in one step: ${nameList(steps.map(stepText))}.`;
      ui.getState().toast(done, 'success', 'undo');
    },
  },
  {
    id: 'split',
    label: 'Split this network…',
    group: 'Edit',
    keywords: 'segment isolate divide separate network lane front back',
    shortcuts: [],
    whileTyping: false,
    when: (context) => networkToSplit(context) !== null,
    run(context) {
      const network = networkToSplit(context);
      if (network !== null) context.ui.getState().askSplit(network);
    },
  },
  {
    id: 'delete',
    label: 'Delete the selection',
    group: 'Edit',
    keywords: 'remove detach',
    shortcuts: ['Delete', 'Backspace'],
    whileTyping: false,
    when: ({ ui, work }) => ui.getState().selection.length > 0 && drawnSession(work.getState()) !== null,
    run({ work, ui }) {
      const { selection } = ui.getState();
      const topology = drawnAnalysis(work.getState())?.topology;
      if (topology === undefined) return;
      const operations = deleteOperations(selection, topology);
      if (operations.length === 0) return;
      const label = deleteLabel(selection);
      const { refused } = work.operate(operations, label);
      if (refused !== null) return;
      ui.getState().select([]);
      const gone = deletionEffects(operations);
      if (gone.length > 1) ui.getState().toast(`Deleted: ${nameList(gone)}.`, 'info', 'undo');
      else ui.getState().announce(`${pastTense(label)}. Undo brings it back.`);
    },
  },
];
