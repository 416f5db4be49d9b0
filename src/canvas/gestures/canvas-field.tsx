import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { fieldStore } from '../../state/page-stores.ts';
import type { Field } from '../../state/ui/field-store.ts';

/** Of the form, in px. */
const width = 280;

function OpenField({ field }: { readonly field: Field }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(field.value);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    const before = document.activeElement;
    input.current?.focus();
    input.current?.select();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const reason = field.submit(text.trim());
    if (reason === null) fieldStore.getState().close();
    else setRefused(reason);
  }

  return (
    <form
      className="bh-field"
      aria-label="One thing to type"
      style={{ width, left: Math.max(8, Math.min(field.x, window.innerWidth - width - 8)), top: field.y }}
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') fieldStore.getState().close();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) fieldStore.getState().close();
      }}
    >
      <label htmlFor={id}>{field.title}</label>
      <input
        id={id}
        ref={input}
        className="input"
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
        className={refused === null ? '' : 'bh-bad'}
      >
        {refused ?? field.hint}
      </small>
    </form>
  );
}

/** Where a person types what a gesture asks for: Enter carries it out, Escape takes it back. */
export function CanvasField() {
  const field = useStore(fieldStore, (state) => state.field);
  return (
    field &&
    createPortal(<OpenField key={`${field.title} ${field.x} ${field.y}`} field={field} />, document.body)
  );
}
