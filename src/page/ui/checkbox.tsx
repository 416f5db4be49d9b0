import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';

interface CheckboxProps {
  readonly label: ReactNode;
  /** A line below the label. */
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** A check box with its label, and a hint under it. */
export function Checkbox({ label, hint, checked, disabled = false, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className="bh-check">
      <BaseCheckbox.Root
        id={id}
        className="bh-check-box"
        checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onCheckedChange={onChange}
      >
        <BaseCheckbox.Indicator className="bh-check-mark">
          <Check size={11} strokeWidth={3.5} aria-hidden="true" />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <label id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="bh-check-hint">
          {hint}
        </span>
      )}
    </div>
  );
}
