import { useId } from 'react';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly title: string;
  readonly disabled?: boolean;
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  /** The chosen value; null for none. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** A choice between a few options side by side: radio buttons, so that arrow keys move between them. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="bh-segmented bh-flex bh-box">
      <legend className="bh-visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="bh-segment" title={option.title}>
          <input
            type="radio"
            className="bh-visually-hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
