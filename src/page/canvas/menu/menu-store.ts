import { createStore } from 'zustand/vanilla';

export interface MenuItem {
  readonly label: string;
  /** What it would change, in a line; a function where that costs an analysis: asked once the menu is open, one item after the other. */
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

/** The one open menu of the canvas. */
export const menuStore = createStore<{ readonly menu: Menu | null }>()(() => ({ menu: null }));

/** Shows a menu in place of any other. */
export function openMenu(menu: Menu): void {
  menuStore.setState({ menu });
}

/** Closes it; nothing happens. */
export function closeMenu(): void {
  menuStore.setState({ menu: null });
}
