import { sessionStore, uiStore } from '../../state/page-stores.ts';
import type { CommandContext } from '../command.ts';

/** The page's stores with a browser that does nothing: what a component with commands is drawn in. */
export const quietContext: CommandContext = {
  session: sessionStore,
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
