import { uiStore, workStore } from '../../state/page-stores.ts';
import type { CommandContext } from '../command.ts';

/** A command context with the page's stores and a browser without effects, for drawing components with commands. */
export const quietContext: CommandContext = {
  work: workStore,
  ui: uiStore,
  browser: {
    chooseFile: () => {},
    chooseFolder: () => {},
    openTexts: () => {},
    save: () => {},
    print: () => {},
    systemDark: () => false,
    copy: async () => true,
  },
};
