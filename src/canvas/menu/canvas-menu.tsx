import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { yieldToMain } from '../../state/large/yield-to-main.ts';
import { closeMenu, type Menu, menuStore } from './menu-store.ts';

const margin = 8;

function step(event: KeyboardEvent<HTMLElement>, by: number): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  buttons[(at + by + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}

function onKey(event: KeyboardEvent<HTMLElement>): void {
  event.stopPropagation();
  if (event.key === 'ArrowDown') step(event, 1);
  if (event.key === 'ArrowUp') step(event, -1);
  if (event.key === 'Tab') event.preventDefault();
  if (event.key === 'Escape') closeMenu();
  if (/^\S$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) stepTo(event, event.key);
}

/** A letter goes to the next item that begins with it. */
function stepTo(event: KeyboardEvent<HTMLElement>, letter: string): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const begins = (button: HTMLElement) => button.textContent.toLowerCase().startsWith(letter.toLowerCase());
  [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)].find(begins)?.focus();
  event.preventDefault();
}

/** The details of all items; those that have to be worked out follow, so that a menu of a hundred places opens at once. */
function useDetails({ items }: Menu): readonly string[] {
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

function OpenMenu({ menu }: { readonly menu: Menu }) {
  const element = useRef<HTMLDivElement>(null);
  const details = useDetails(menu);
  const size = details.join('\n').length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: details make it larger.
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    const { width, height } = own.getBoundingClientRect();
    own.style.left = `${Math.max(margin, Math.min(menu.x, window.innerWidth - width - margin))}px`;
    own.style.top = `${Math.max(margin, Math.min(menu.y, window.innerHeight - height - margin))}px`;
  }, [menu, size]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another menu takes the focus anew.
  useLayoutEffect(() => {
    const before = document.activeElement;
    // A menu without items takes the keys, too: what is typed while it is open is not for the picture.
    (element.current?.querySelector('button') ?? element.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [menu]);
  useEffect(() => {
    const onPointer = (event: PointerEvent): void => {
      if (!element.current?.contains(event.target as Node)) closeMenu();
    };
    document.addEventListener('pointerdown', onPointer, true);
    return () => document.removeEventListener('pointerdown', onPointer, true);
  }, []);
  return (
    <div
      ref={element}
      className="bh-menu"
      role="menu"
      aria-label={menu.title}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      <p>{menu.title}</p>
      {menu.items.map((item, index) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          onClick={() => {
            closeMenu();
            item.run();
          }}
        >
          <span>{item.label}</span>
          {details[index] !== '' && <small>{details[index]}</small>}
        </button>
      ))}
    </div>
  );
}

/** The canvas's small menu: choices at a drop, and the keyboard's way to every gesture. */
export function CanvasMenu() {
  const menu = useStore(menuStore, (state) => state.menu);
  return menu && <OpenMenu key={`${menu.title} ${menu.x} ${menu.y}`} menu={menu} />;
}
