// What commands for containers on the canvas do.

import type { Operation } from '../core/compose/operations/operation.ts';
import { clipboardText } from '../state/copy/clipboard-text.ts';
import { pasteOperations } from '../state/copy/paste-operations.ts';
import { fieldStore } from '../state/page-stores.ts';
import type { PaletteTarget } from '../state/palette.ts';
import { templatePicture } from '../state/template-picture.ts';
import { typedHint, typedOperations } from '../state/typed-operations.ts';
import type { CommandContext } from './command.ts';
import { renameable, selectedServices } from './selected-things.ts';

/** Carries out what a field asked for; why not where it was refused and nothing else will ask. */
function tryOut(
  { session, ui }: CommandContext,
  operations: readonly Operation[],
  label: string,
): string | null {
  const { operate, dismissRefusal } = session.getState();
  const { refused } = operate(operations, label);
  if (refused === null) {
    ui.getState().announce(label);
    return null;
  }
  if (refused.choices.length > 0) return null;
  dismissRefusal();
  return refused.message;
}

/** Opens the field that adds what is typed, at a point of the window; `place` is what lies there. */
export function askForTyped(context: CommandContext, place: PaletteTarget, x: number, y: number): void {
  fieldStore.getState().open({
    title: 'Add what is typed',
    value: '',
    hint: typedHint,
    x,
    y,
    submit(text) {
      const topology = context.session.getState().analysis?.topology;
      const operations = typedOperations(text, topology ?? templatePicture().analysis.topology, place);
      if (typeof operations === 'string') return operations;
      const added = operations.find((each) => each.type === 'add-service');
      const refused = tryOut(context, operations, `Add ${text}`);
      if (refused === null && added) context.ui.getState().focus({ type: 'service', name: added.service });
      return refused;
    },
  });
}

/** Opens the field that renames the selected service or network, where it is drawn. */
export function askForName(context: CommandContext): void {
  const item = renameable(context);
  if (item === null) return;
  const { type, name } = item;
  const box = document.querySelector(`[data-${type}="${CSS.escape(name)}"]`)?.getBoundingClientRect();
  fieldStore.getState().open({
    title: `Rename ${name}`,
    value: name,
    hint: type === 'service' ? 'The old name stays as an alias.' : 'Enter renames, Escape leaves it.',
    x: box?.left ?? window.innerWidth / 2,
    y: box?.top ?? window.innerHeight / 3,
    submit(to) {
      if (to === name) return null;
      const operation: Operation =
        type === 'service'
          ? { type: 'rename-service', service: name, to, keepAlias: true }
          : { type: 'rename-network', network: name, to };
      const refused = tryOut(context, [operation], `Rename ${name} to ${to}`);
      if (refused === null) context.ui.getState().focus({ type, name: to });
      return refused;
    },
  });
}

/** Puts copies of the selected containers beside them. */
export function duplicate(context: CommandContext): void {
  const topology = context.session.getState().analysis?.topology;
  if (topology === undefined) return;
  const { operations, names, left } = pasteOperations(topology, selectedServices(context), topology);
  if (left.length > 0) {
    const told = `${left.join(', ')} cannot be written out: a tag such as !reset means something in its own file only.`;
    context.ui.getState().toast(told, 'error');
  }
  if (operations.length === 0) return;
  const refused = tryOut(context, operations, `Duplicate as ${names.join(', ')}`);
  if (refused !== null) context.ui.getState().toast(refused, 'error');
  else context.ui.getState().select(names.map((name) => ({ type: 'service', name })));
}

/** Gives the selected containers to the clipboard as a compose fragment. */
export function copyServices(context: CommandContext): void {
  const topology = context.session.getState().analysis?.topology;
  const text = topology ? clipboardText(topology, selectedServices(context)) : null;
  if (text === null) return;
  void context.browser.copy(text).then((done) => {
    if (done) context.ui.getState().toast('Copied. Paste them into another file.', 'success');
    else context.ui.getState().toast('The browser does not allow copying here.', 'error');
  });
}
