// The page's one set of stores. Everything that is drawn or carried out on the page reads these; a test of a store makes its own.

import { createComparedStore } from './compared-store.ts';
import { createDraftsStore } from './drafts/drafts-store.ts';
import { createFieldStore } from './field-store.ts';
import { createFilesStore } from './files/files-store.ts';
import { createFindingFilterStore } from './finding-filter.ts';
import { createDrawingStore } from './picture/drawing-store.ts';
import { createPinStore } from './pin-store.ts';
import { createSessionStore } from './session-store.ts';
import { createStackChoiceStore } from './stack-choice.ts';
import { createUiStore } from './ui-store.ts';

export const sessionStore = createSessionStore();
export const uiStore = createUiStore();
export const filesStore = createFilesStore();
export const draftsStore = createDraftsStore();
export const pinStore = createPinStore();
export const comparedStore = createComparedStore();
export const fieldStore = createFieldStore();
export const findingFilterStore = createFindingFilterStore();
export const stackChoiceStore = createStackChoiceStore();
export const drawingStore = createDrawingStore();
