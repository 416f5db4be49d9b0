import { askForName, askForTyped, copyServices, duplicate } from './card-actions.ts';
import type { Command } from './command.ts';
import { renameable, selectedServices } from './selected-things.ts';

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
    when: (context) => renameable(context) !== null && context.session.getState().session !== null,
    run: askForName,
  },
  {
    id: 'add-typed',
    label: 'Add what is typed…',
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
    when: ({ session }) => (session.getState().analysis?.topology.services.size ?? 0) > 0,
    run({ session, ui }) {
      const names = [...(session.getState().analysis?.topology.services.keys() ?? [])];
      ui.getState().select(names.map((name) => ({ type: 'service', name })));
      ui.getState().announce(`${names.length} containers selected.`);
    },
  },
];
