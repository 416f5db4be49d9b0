import { uiStore, workStore } from '../../state/page-stores.ts';
import type { CommandContext } from '../command.ts';

/** The page's stores with a browser that does nothing: what a component with commands is drawn in. */
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
