// Commands for containers on the canvas: several at once, copies, names.

import type { Operation } from '../../core/compose/operations/operation.ts';
import { clipboardText } from '../state/copy/copied-service.ts';
import { pasteOperations } from '../state/copy/paste-operations.ts';
import { fieldStore } from '../state/page-stores.ts';
import { type PaletteTarget, typedHint, typedOperations } from '../state/palette/palette.ts';
import { templateProject } from '../state/session/template.ts';
import { carryOut } from '../state/work/carry-out.ts';
import { drawnAnalysis, drawnSession } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';

/** Returns the selected services that exist in the file. */
function selectedServices({ ui, work }: CommandContext): readonly string[] {
  const services = drawnAnalysis(work.getState())?.topology.services;
  return ui
    .getState()
    .selection.flatMap((item) => (item.type === 'service' && services?.has(item.name) ? [item.name] : []));
}

/** Returns the one selected service or network; null for none, several, or a tap. */
function renameable({
  ui,
}: CommandContext): { readonly type: 'service' | 'network'; readonly name: string } | null {
  const [item, ...others] = ui.getState().selection;
  return item === undefined || others.length > 0 || item.type === 'tap' ? null : item;
}

/** Carries out operations of a field; returns the reason when they are refused and no dialog offers a choice. */
export function applyFromField(
  { work, ui }: CommandContext,
  operations: readonly Operation[],
  label: string,
): string | null {
  const refusal = carryOut(work, ui, operations, label);
  return refusal === null || refusal.choices.length > 0 ? null : refusal.message;
}

/** Opens the field that adds a typed service or network, at a point of the window; `place` is the part of the picture there. */
export function askForTyped(context: CommandContext, place: PaletteTarget, x: number, y: number): void {
  fieldStore.getState().open({
    title: 'Add a container or network',
    value: '',
    hint: typedHint,
    x,
    y,
    submit(text) {
      const topology = drawnAnalysis(context.work.getState())?.topology;
      const operations = typedOperations(text, topology ?? templateProject().analysis.topology, place);
      if (typeof operations === 'string') return operations;
      const added = operations.find((each) => each.type === 'add-service');
      const refused = applyFromField(context, operations, `Add ${text}`);
      if (refused === null && added) context.ui.getState().focus({ type: 'service', name: added.service });
      return refused;
    },
  });
}

/** Opens the field that renames the selected service or network, beside its card or lane. */
export function askForName(context: CommandContext): void {
  const item = renameable(context);
  if (item === null) return;
  const { type, name } = item;
  const box = document.querySelector(`[data-${type}="${CSS.escape(name)}"]`)?.getBoundingClientRect();
  fieldStore.getState().open({
    title: `Rename ${name}`,
    value: name,
    hint: type === 'service' ? 'The old name stays as an alias.' : 'Enter renames, Escape cancels.',
    x: box?.left ?? window.innerWidth / 2,
    y: box?.top ?? window.innerHeight / 3,
    submit(to) {
      if (to === name) return null;
      const operation: Operation =
        type === 'service'
          ? { type: 'rename-service', service: name, to, keepAlias: true }
          : { type: 'rename-network', network: name, to };
      const refused = applyFromField(context, [operation], `Rename ${name} to ${to}`);
      if (refused === null) context.ui.getState().focus({ type, name: to });
      return refused;
    },
  });
}

/** Adds copies of the selected containers. */
export function duplicate(context: CommandContext): void {
  const topology = drawnAnalysis(context.work.getState())?.topology;
  if (topology === undefined) return;
  const { operations, names, left } = pasteOperations(topology, selectedServices(context), topology);
  if (left.length > 0) {
    const message = `${left.join(', ')} cannot be copied: a tag such as !reset only has a meaning in its own file.`;
    context.ui.getState().toast(message, 'error');
  }
  if (operations.length === 0) return;
  const refused = applyFromField(context, operations, `Duplicate as ${names.join(', ')}`);
  if (refused !== null) context.ui.getState().toast(refused, 'error');
  else context.ui.getState().select(names.map((name) => ({ type: 'service', name })));
}

/** Copies the selected containers to the clipboard as a compose fragment. */
export function copyServices(context: CommandContext): void {
  const topology = drawnAnalysis(context.work.getState())?.topology;
  const text = topology ? clipboardText(topology, selectedServices(context)) : null;
  if (text === null) return;
  void context.browser.copy(text, 'Copied. Paste them into another file.');
}

/** Commands for containers on the canvas: several at once, copies, names. */
export const cardCommands: readonly Command[] = [
  {
    id: 'duplicate',
    label: 'Duplicate the selected containers',
    group: 'Edit',
    keywords: 'copy clone',
    shortcuts: ['$mod+d'],
    whileTyping: false,
    when: (context) => selectedServices(context).length > 0,
    run: duplicate,
  },
  {
    id: 'copy-services',
    label: 'Copy the selected containers',
    group: 'Edit',
    keywords: 'clipboard fragment between files',
    shortcuts: [],
    whileTyping: false,
    when: (context) => selectedServices(context).length > 0,
    run: copyServices,
  },
  {
    id: 'rename',
    label: 'Rename the selection',
    group: 'Edit',
    keywords: 'name',
    shortcuts: ['F2'],
    whileTyping: false,
    when: (context) => renameable(context) !== null && drawnSession(context.work.getState()) !== null,
    run: askForName,
  },
  {
    id: 'add-typed',
    label: 'Add a container or network…',
    group: 'Edit',
    keywords: 'new container image network create',
    shortcuts: ['n'],
    whileTyping: false,
    when: () => true,
    run: (context) =>
      askForTyped(context, { type: 'canvas' }, window.innerWidth / 2 - 140, window.innerHeight / 3),
  },
  {
    id: 'select-all',
    label: 'Select every container',
    group: 'Edit',
    keywords: 'all',
    shortcuts: ['$mod+a'],
    whileTyping: false,
    when: ({ work }) => (drawnAnalysis(work.getState())?.topology.services.size ?? 0) > 0,
    run({ work, ui }) {
      const names = [...(drawnAnalysis(work.getState())?.topology.services.keys() ?? [])];
      ui.getState().select(names.map((name) => ({ type: 'service', name })));
      ui.getState().announce(`${names.length} containers selected.`);
    },
  },
];
