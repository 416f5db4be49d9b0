// Commands of a host: which stack is unfolded, saving all of them, and opening them as one project instead.

import { folderOf } from '../../core/compose/workspace/paths.ts';
import { openWhenRead } from '../state/import/open-project.ts';
import type { ProjectInput } from '../state/import/project-input.ts';
import { hostViewStore, recoverStore, workStore } from '../state/page-stores.ts';
import type { PageStack } from '../state/work/opened-stacks.ts';
import { hostStacks, unfoldedId } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';
import { askForStacks, hasHost, hasUnsavedStack } from './save-commands.ts';

/** Returns the visible stacks in the order of their bands; sorted by folder while the host is not analysed yet. */
function stacksInOrder(): readonly string[] {
  const { host, stacks } = workStore.getState();
  if (host === null) return [];
  const { engine, analysis } = host;
  if (analysis === null) return stacks.map(({ id }) => id);
  const { filter, pinned } = hostViewStore.getState();
  const { bands, rails, ranks } = engine.hostPicture(analysis);
  const lines = rails.shared.map(({ network }) => network);
  const shown = bands.filter((band) => engine.passesFilter(band, filter));
  return engine.orderBands(shown, ranks, lines, pinned).map(({ stack }) => stack);
}

/** Unfolds the stack that is `by` bands further down, wrapping around after the last. */
function unfoldBy(by: number, { ui }: CommandContext): void {
  const unfolded = unfoldedId(workStore.getState());
  const stacks = stacksInOrder();
  const at = stacks.indexOf(unfolded ?? '');
  const from = at < 0 && by < 0 ? 0 : at;
  const stack = stacks.at((from + by + stacks.length) % stacks.length);
  if (stack === undefined) return;
  workStore.unfold(stack);
  hostViewStore.getState().revealStack(stack);
  ui.getState().announce(`${stack}, unfolded`);
}

/** Returns the running project of the unfolded or selected stack; null when none runs, or no server can recover it. */
function runningProject(): string | null {
  if (recoverStore.getState().recover === null) return null;
  const stacks = hostStacks(workStore.getState());
  const unfolded = unfoldedId(workStore.getState());
  const { selected } = hostViewStore.getState();
  const id = unfolded ?? (selected?.type === 'stack' ? selected.stack : null);
  const live = stacks.find((stack) => stack.id === id)?.live;
  return live === undefined || live.from === 'files' ? null : live.project;
}

/** Merges all stacks into one project, as `--merge` does: the files of each in turn, with the variables and the folder of the first. */
function mergedProject(stacks: readonly PageStack[]): ProjectInput {
  const inputs = stacks.map(({ session }) => session.workspace.input);
  const order = inputs.flatMap((input) => input.order);
  const texts = new Map(inputs.flatMap((input) => [...input.texts]));
  const [first] = stacks;
  const here = folderOf(order[0] ?? '');
  return {
    input: { order, texts, environment: inputs[0]?.environment ?? new Map() },
    profiles: first?.project.profiles ?? null,
    folder: first?.project.folder ?? (here === '' ? null : here),
  };
}

/** Commands about the stacks of a host. */
export const hostCommands: readonly Command[] = [
  {
    id: 'save-all',
    label: 'Save all stacks',
    group: 'File',
    keywords: 'write disk every host',
    shortcuts: ['$mod+Alt+s'],
    whileTyping: true,
    when: hasUnsavedStack,
    run: askForStacks,
  },
  {
    id: 'fold-stack',
    label: 'Fold the stack',
    group: 'View',
    keywords: 'close band host overview all stacks',
    shortcuts: ['Shift+Escape'],
    whileTyping: false,
    when: () => unfoldedId(workStore.getState()) !== null,
    run({ ui }) {
      workStore.unfold(null);
      ui.getState().announce('All stacks are folded');
    },
  },
  {
    id: 'next-stack',
    label: 'Unfold the next stack',
    group: 'View',
    keywords: 'band host down open',
    shortcuts: [']'],
    whileTyping: false,
    when: hasHost,
    run: (context) => unfoldBy(1, context),
  },
  {
    id: 'previous-stack',
    label: 'Unfold the previous stack',
    group: 'View',
    keywords: 'band host up open',
    shortcuts: ['['],
    whileTyping: false,
    when: hasHost,
    run: (context) => unfoldBy(-1, context),
  },
  {
    id: 'recover-stack',
    label: 'Recover a compose file',
    group: 'File',
    keywords: 'docker running live host containers yaml',
    shortcuts: [],
    whileTyping: false,
    when: () => runningProject() !== null,
    run: () => recoverStore.setState({ asked: runningProject() }),
  },
  {
    id: 'merge-stacks',
    label: 'Merge as one project',
    group: 'File',
    keywords: 'host stacks override files together',
    shortcuts: [],
    whileTyping: false,
    when: hasHost,
    run({ ui }) {
      const project = mergedProject(hostStacks(workStore.getState()));
      ui.getState().select([]);
      void openWhenRead(workStore, project).then((opened) => {
        if (opened === 'superseded') return;
        const names = project.input.order.join(', ');
        ui.getState().toast(`Merged in this order: ${names}.`, 'success', 'restore-previous');
      });
    },
  },
];
