import { type FormEvent, useState } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Field, NameInput } from '../../ui/field.tsx';
import { NotAdded } from './apply.tsx';

interface AddFieldProps {
  /** The id of the form on the page, with its subject: `alias web back`. */
  readonly form: string;
  readonly label: string;
  readonly placeholder: string;
  /** Applies the typed text; returns null when done, else the reason of a refusal. */
  readonly onAdd: (text: string) => string | null;
}

/** A field that adds one thing, by Enter or its button. Text that was not added stays and is marked; Escape clears it. */
export function AddField({ form, label, placeholder, onAdd }: AddFieldProps) {
  const [text, type] = useTyped(form);
  const [wrong, setWrong] = useState<string | null>(null);
  const pending = text.trim() !== '';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!pending) return;
    const problem = onAdd(text.trim());
    setWrong(problem);
    if (problem === null) type('');
  }

  return (
    <form onSubmit={submit} data-pending={pending ? '' : undefined}>
      <Field label={label} refused={wrong}>
        {(id) => (
          <>
            <div className="bh-row bh-gap-1-5">
              <NameInput
                id={id}
                data-start=""
                placeholder={placeholder}
                value={text}
                refused={wrong}
                {...(pending && wrong === null ? { 'aria-describedby': `${id}-note` } : {})}
                onChange={(event) => {
                  setWrong(null);
                  type(event.target.value);
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape' || text === '') return;
                  event.stopPropagation();
                  setWrong(null);
                  type('');
                }}
              />
              <Button type="submit" small>
                Add
              </Button>
            </div>
            <div id={`${id}-note`}>{wrong === null && pending && <NotAdded />}</div>
          </>
        )}
      </Field>
    </form>
  );
}

/** Returns the unsubmitted text of a form and a setter; the text is kept until another project is opened. */
export function useTyped(form: string): readonly [text: string, type: (text: string) => void] {
  const opening = useWork((state) => state.showing);
  const key = `${opening} ${form}`;
  const text = useUi((state) => state.typed.get(key) ?? '');
  return [text, (next) => uiStore.getState().setTyped(key, next)];
}
