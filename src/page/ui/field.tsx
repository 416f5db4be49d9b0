import { type ComponentProps, type ReactNode, useId } from 'react';
import { RefusedNote } from './refused-note.tsx';
import { Select } from './select.tsx';
import type { SelectProps } from './select-popup.tsx';

/** The id of the note below a control that says why its text was refused. */
const refusedId = (id: string): string => `${id}-refused`;

interface FieldProps {
  readonly label: string;
  /** True where the label is for screen readers only. */
  readonly hideLabel?: boolean;
  readonly className?: string;
  /** The reason why the text was refused; null where it was not. */
  readonly refused?: string | null;
  /** The control; it takes the id that the label names. */
  readonly children: (id: string) => ReactNode;
}

/** A control with its label above it. */
export function Field({ label, hideLabel = false, className = '', refused = null, children }: FieldProps) {
  const id = useId();
  return (
    <div className={`bh-form-field ${className}`}>
      <label className={hideLabel ? 'bh-visually-hidden' : 'bh-form-field-label'} htmlFor={id}>
        {label}
      </label>
      {children(id)}
      <RefusedNote id={refusedId(id)} reason={refused} />
    </div>
  );
}

interface SelectFieldProps<T extends string> extends Omit<SelectProps<T>, 'id'> {
  readonly label: string;
  readonly fieldClass?: string;
}

/** A choice from a list with its label above it. */
export function SelectField<T extends string>({ label, fieldClass = '', ...choice }: SelectFieldProps<T>) {
  return (
    <Field label={label} className={fieldClass}>
      {(id) => <Select id={id} {...choice} />}
    </Field>
  );
}

interface NameInputProps extends ComponentProps<'input'> {
  readonly id: string;
  /** The reason why the text was refused; null where it was not. */
  readonly refused: string | null;
}

/** An input of one line for a name or a value, without spell-check, in a `Field` that tells the same refusal. */
export function NameInput({ refused, ...rest }: NameInputProps) {
  return (
    <input
      className="bh-input"
      type="text"
      spellCheck={false}
      autoComplete="off"
      aria-invalid={refused !== null}
      aria-describedby={refused === null ? undefined : refusedId(rest.id)}
      {...rest}
    />
  );
}
