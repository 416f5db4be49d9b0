import { type ReactNode, useId } from 'react';
import { Select } from './select.tsx';
import type { SelectProps } from './select-popup.tsx';

interface FieldProps {
  readonly label: string;
  readonly className?: string;
  /** The control; it takes the id that the label names. */
  readonly children: (id: string) => ReactNode;
}

/** A control with its label above it. */
export function Field({ label, className = '', children }: FieldProps) {
  const id = useId();
  return (
    <div className={`bh-form-field ${className}`}>
      <label className="bh-form-field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
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
