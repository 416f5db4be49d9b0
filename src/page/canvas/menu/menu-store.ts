import { createStore } from 'zustand/vanilla';

export interface MenuItem {
  readonly label: string;
  /** The changes in one line; a function when they need an analysis, called for one item after the other once the menu is open. */
  readonly detail: string | ((signal: AbortSignal) => Promise<string>);
  readonly run: () => void;
}

/** A small menu at a point of the window. */
export interface Menu {
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly x: number;
  readonly y: number;
}

/** The open menu of the canvas. */
export const menuStore = createStore<{ readonly menu: Menu | null }>()(() => ({ menu: null }));

/** Opens a menu and closes any other. */
export function openMenu(menu: Menu): void {
  menuStore.setState({ menu });
}

/** Closes the menu without any effect. */
export function closeMenu(): void {
  menuStore.setState({ menu: null });
}
