import { type ComponentProps, type ReactNode, useId } from 'react';
import { RefusedNote } from './refused-note.tsx';
import { Select } from './select.tsx';
import type { SelectProps } from './select-popup.tsx';

/** Returns the id of the note about a refusal. */
const refusedId = (id: string): string => `${id}-refused`;

interface FieldProps {
  readonly label: string;
  /** True for a label that only screen readers get. */
  readonly hideLabel?: boolean;
  readonly className?: string;
  /** The reason why the text was refused; null where it was not. */
  readonly refused?: string | null;
  /** Renders the control with the id that the label refers to. */
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

/** A select with its label above it. */
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

/** A one-line input for a name or a value, without spell-check. */
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
