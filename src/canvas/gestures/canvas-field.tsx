import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { fieldStore } from '../../state/page-stores.ts';
import type { Field } from '../../state/ui/field-store.ts';
import { Popover } from '../../ui/popover.tsx';

const close = (): void => fieldStore.getState().close();

function FieldForm({ field }: { readonly field: Field }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(field.value);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => input.current?.select(), []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    const reason = field.submit(text.trim());
    if (reason === null) close();
    else setRefused(reason);
  }

  return (
    <form className="bh-field" onSubmit={onSubmit}>
      <label htmlFor={id}>{field.title}</label>
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
