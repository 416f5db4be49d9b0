import { type ComponentProps, type KeyboardEvent, useEffect, useState } from 'react';
import { Field, NameInput } from './field.tsx';

interface CommitFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'defaultValue'> {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  /** Applies the new value; returns the reason of a refusal, or null. Called only for a changed value. */
  readonly onCommit: (value: string) => string | null;
}

/** A text field that applies its value on Enter or when it loses focus; Escape restores it. A refused value stays, with the reason. */
export function CommitField({
  label,
  hideLabel = false,
  value,
  onCommit,
  className = '',
  ...rest
}: CommitFieldProps) {
  const [draft, setDraft] = useState(value);
  const [wrong, setWrong] = useState<string | null>(null);

  // The file is the source of truth: when its value changes (undo, another panel), the field follows.
  useEffect(() => {
    setDraft(value);
    setWrong(null);
  }, [value]);

  function commit() {
    if (draft === value) {
      setWrong(null);
      return;
    }
    setWrong(onCommit(draft));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') {
      event.preventDefault();
      commit();
    }
    if (event.key === 'Escape' && draft !== value) {
      event.stopPropagation();
      setDraft(value);
      setWrong(null);
    }
  }

  return (
    <Field label={label} hideLabel={hideLabel} className={className} refused={wrong}>
      {(id) => (
        <NameInput
          {...rest}
          id={id}
          value={draft}
          refused={wrong}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
      )}
    </Field>
  );
}
