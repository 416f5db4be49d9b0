import type { CommandContext } from './command.ts';

/** The selected services that are in the file. */
export function selectedServices({ ui, session }: CommandContext): readonly string[] {
  const services = session.getState().analysis?.topology.services;
  return ui
    .getState()
    .selection.flatMap((item) => (item.type === 'service' && services?.has(item.name) ? [item.name] : []));
}

/** The one selected service or network; null for none, several, or a tap. */
export function renameable({
  ui,
}: CommandContext): { readonly type: 'service' | 'network'; readonly name: string } | null {
  const [item, ...others] = ui.getState().selection;
  return item === undefined || others.length > 0 || item.type === 'tap' ? null : item;
}
