import { pinStore } from '../state/page-stores.ts';
import { isPaletteOpen } from '../state/session/template.ts';
import { isSelected, type Selected } from '../state/ui/selection.ts';
import { isNarrowScreen } from '../state/ui/small-screen.ts';
import type { PaneId, PanelId } from '../state/ui/ui-state.ts';
import type { UiStore } from '../state/ui/ui-store.ts';
import { drawnSession } from '../state/work/selectors.ts';
import type { Command, CommandContext } from './command.ts';

function showPane(pane: PaneId, label: string, keywords: string, key: string): Command {
  return {
    id: `show-${pane}`,
    label: `Show ${label}`,
    group: 'View',
    keywords,
    shortcuts: [key],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().showPane(pane),
  };
}

function togglePanel(panel: PanelId, label: string, isShown: (context: CommandContext) => boolean): Command {
  return {
    id: `toggle-${panel}`,
    label,
    group: 'View',
    keywords: 'panel collapse expand dock',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: (context) => context.ui.getState().setOpen(panel, !isShown(context)),
  };
}

function isPaletteShown({ ui, work }: CommandContext): boolean {
  const { open, paletteAside } = ui.getState();
  return isPaletteOpen(open.palette, drawnSession(work.getState())) && !paletteAside;
}

/** Selects the card or lane with the keyboard focus, so that the inspector shows it. */
function selectFocused(ui: UiStore): void {
  const element = document.activeElement;
  const service = element?.getAttribute('data-service');
  const network = element?.getAttribute('data-network');
  const item: Selected | null = service
    ? { type: 'service', name: service }
    : network
      ? { type: 'network', name: network }
      : null;
  if (item !== null && !isSelected(ui.getState().selection, item)) ui.getState().select([item]);
}

/** Commands that change the view, never the file. */
export const viewCommands: readonly Command[] = [
  {
    id: 'commands',
    label: 'Find or run…',
    group: 'View',
    keywords: 'search command palette',
    shortcuts: ['$mod+k'],
    whileTyping: true,
    when: () => true,
    run: ({ ui }) => ui.getState().setDialog('commands'),
  },
  {
    id: 'theme',
    label: 'Switch between light and dark',
    group: 'View',
    keywords: 'theme colour night',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run({ ui, browser }) {
      const { theme } = ui.getState();
      const dark = theme === 'system' ? browser.systemDark() : theme === 'dark';
      ui.getState().setTheme(dark ? 'light' : 'dark');
      ui.getState().announce(dark ? 'Light theme' : 'Dark theme');
    },
  },
  {
    id: 'theme-system',
    label: 'Use the light or dark theme of the system',
    group: 'View',
    keywords: 'theme automatic',
    shortcuts: [],
    whileTyping: false,
    when: ({ ui }) => ui.getState().theme !== 'system',
    run: ({ ui }) => ui.getState().setTheme('system'),
  },
  {
    id: 'fit',
    label: 'Zoom to fit',
    group: 'View',
    keywords: 'all overview centre',
    shortcuts: ['f'],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().requestView('fit'),
  },
  {
    id: 'legend',
    label: 'Show or hide the legend',
    group: 'View',
    keywords: 'key symbols colours meaning help picture',
    shortcuts: ['Shift+l'],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().setLegend(!ui.getState().legend),
  },
  {
    id: 'overview',
    label: 'Show or hide the overview of the whole picture',
    group: 'View',
    keywords: 'minimap small map navigate',
    shortcuts: ['Shift+m'],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().setOverview(!ui.getState().overview),
  },
  {
    id: 'fold-piles',
    label: 'Pile similar containers again',
    group: 'View',
    keywords: 'collapse group stack same',
    shortcuts: [],
    whileTyping: false,
    when: ({ ui }) => ui.getState().spread.size > 0,
    run: ({ ui }) => ui.getState().foldPiles(),
  },
  {
    id: 'unpin-all',
    label: 'Unpin all cards',
    group: 'View',
    keywords: 'unpin tidy up layout arrange',
    shortcuts: [],
    whileTyping: false,
    when: () => pinStore.getState().pins.size > 0,
    run: () => pinStore.getState().unpinAll(),
  },
  {
    id: 'clear-selection',
    label: 'End the overlay, or clear the selection',
    group: 'View',
    keywords: 'deselect escape',
    shortcuts: ['Escape'],
    whileTyping: false,
    when({ ui }) {
      const { selection, overlay, highlighted } = ui.getState();
      return selection.length > 0 || overlay !== null || highlighted.size > 0;
    },
    run({ ui }) {
      const { overlay, highlighted, highlight, showOverlay, select } = ui.getState();
      if (highlighted.size > 0) highlight([]);
      else if (overlay !== null) showOverlay(null);
      else select([]);
    },
  },
  showPane('findings', 'findings', 'warnings errors problems', '1'),
  showPane('matrix', 'the reach matrix', 'who reaches whom table', '2'),
  showPane('yaml', 'the file', 'yaml text source', '3'),
  showPane('diff', 'what changed', 'diff review', '4'),
  showPane('intents', 'the intents', 'must never reach hold broken rules', '5'),
  showPane('names', 'the names', 'hosts domains urls proxies logins who gets in', '6'),
  {
    ...showPane('overlay', 'the overlay as a list', 'marks legend names who', '7'),
    when: ({ ui }) => ui.getState().overlay !== null,
  },
  {
    id: 'inspect',
    label: 'Go to the inspector',
    group: 'View',
    keywords: 'edit details properties focus sections',
    shortcuts: ['e'],
    whileTyping: false,
    when: () => true,
    run({ ui }) {
      selectFocused(ui);
      ui.getState().callInspector();
    },
  },
  {
    id: 'file-details',
    label: 'About the file: files, profiles, assumptions',
    group: 'View',
    keywords: 'assumptions engine override lock project',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().callForFile(),
  },
  {
    id: 'compare-engines',
    label: 'Compare Engines…',
    group: 'View',
    keywords: 'docker swarm podman rootless compose opens closes diff',
    shortcuts: ['Shift+e'],
    whileTyping: false,
    when: ({ work }) => drawnSession(work.getState()) !== null,
    run: ({ ui }) => ui.getState().setDialog('engines'),
  },
  {
    id: 'dock-inspector',
    label: 'Dock the panes at the right of the picture, or below it',
    group: 'View',
    keywords: 'dock details inspector file findings bottom side move panel',
    shortcuts: [],
    whileTyping: false,
    when: ({ ui }) => ui.getState().open.panes && !isNarrowScreen(),
    run: ({ ui }) => ui.getState().moveDock(),
  },
  togglePanel('palette', 'Show or hide the palette', isPaletteShown),
  {
    id: 'toggle-inspector',
    label: 'Show or hide the details of what is selected',
    group: 'View',
    keywords: 'inspector panel dock properties',
    shortcuts: [],
    whileTyping: false,
    when: () => true,
    run({ ui }) {
      const { open, pane, setOpen, showPane: show } = ui.getState();
      if (open.panes && pane === 'details') setOpen('panes', false);
      else show('details');
    },
  },
  togglePanel('panes', 'Open or close the panes', ({ ui }) => ui.getState().open.panes),
  {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'View',
    keywords: 'keys help',
    shortcuts: ['Shift+?'],
    whileTyping: false,
    when: () => true,
    run: ({ ui }) => ui.getState().setDialog('shortcuts'),
  },
];
