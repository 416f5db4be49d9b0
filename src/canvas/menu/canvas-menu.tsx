import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { yieldToMain } from '../../state/large/large.ts';
import { Menu } from '../../ui/menu.tsx';
import { closeMenu, type Menu as MenuState, menuStore } from './menu-store.ts';

/**
 * The details of all items. Those that need an analysis are computed after the menu has opened, so that a menu of a hundred places opens
 * at once.
 */
function useDetails({ items }: MenuState): readonly string[] {
  const [worked, setWorked] = useState<readonly string[]>([]);
  useEffect(() => {
    const closed = new AbortController();
    async function workOut(): Promise<void> {
      const details: string[] = [];
      for (const { detail } of items) {
        if (typeof detail === 'function') await yieldToMain();
        if (closed.signal.aborted) return;
        details.push(typeof detail === 'function' ? await detail(closed.signal) : detail);
        if (typeof detail === 'function') setWorked([...details]);
      }
    }
    void workOut();
    return () => closed.abort();
  }, [items]);
  return items.map(({ detail }, index) => (typeof detail === 'string' ? detail : (worked[index] ?? '')));
}

function OpenMenu({ menu }: { readonly menu: MenuState }) {
  const details = useDetails(menu);
  const entries = menu.items.map(({ label, run }, index) => ({ label, detail: details[index] ?? '', run }));
  return <Menu title={menu.title} entries={entries} at={menu} onClose={closeMenu} />;
}

/** The canvas's small menu: choices at a drop, and the keyboard's way to every gesture. */
export function CanvasMenu() {
  const menu = useStore(menuStore, (state) => state.menu);
  return menu && <OpenMenu key={`${menu.title} ${menu.x} ${menu.y}`} menu={menu} />;
}
