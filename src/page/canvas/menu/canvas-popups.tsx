import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { yieldToMain } from '../../state/large/large.ts';
import { fieldStore } from '../../state/page-stores.ts';
import type { Field } from '../../state/ui/field-store.ts';
import { Menu } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import { forgetTypedAhead, typedAhead } from '../../ui/typed-ahead.ts';
import { closeMenu, type Menu as MenuState, menuStore } from './menu-store.ts';

/**
 * Returns the details of all items. Those that need an analysis are computed after the menu has opened, so that a menu of a hundred places
 * opens at once.
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

/** The small menu of the canvas: choices at a drop, and every gesture by keyboard. */
export function CanvasMenu() {
  const menu = useStore(menuStore, (state) => state.menu);
  return menu && <OpenMenu key={`${menu.title} ${menu.x} ${menu.y}`} menu={menu} />;
}

const close = (): void => fieldStore.getState().close();

function FieldForm({ field }: { readonly field: Field }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => typedAhead().text || field.value);
  const [refused, setRefused] = useState<string | null>(null);

  function submit(): void {
    const reason = field.submit(text.trim());
    if (reason === null) close();
    else setRefused(reason);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed ahead is taken once.
  useEffect(() => {
    const ahead = typedAhead();
    forgetTypedAhead();
    // Typing goes on behind the letters that are there; a value that was offered is replaced by it.
    if (ahead.text === '') input.current?.select();
    if (ahead.entered) submit();
  }, []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    submit();
  }

  return (
    <form className="bh-field bh-grid bh-gap-1" onSubmit={onSubmit}>
      <label htmlFor={id} className="bh-strong">
        {field.title}
      </label>
      <input
        id={id}
        ref={input}
        className="bh-input"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          setText(event.target.value);
          setRefused(null);
        }}
      />
      <small
        id={`${id}-hint`}
        role={refused === null ? undefined : 'alert'}
        className={refused === null ? 'bh-note' : 'bh-tiny bh-err'}
      >
        {refused ?? field.hint}
      </small>
    </form>
  );
}

/** The field for a gesture that needs text: Enter carries it out, Escape cancels it. */
export function CanvasField() {
  const field = useStore(fieldStore, (state) => state.field);
  return (
    field && (
      <Popover
        key={`${field.title} ${field.x} ${field.y}`}
        label="One thing to type"
        at={field}
        onClose={close}
      >
        <FieldForm field={field} />
      </Popover>
    )
  );
}
