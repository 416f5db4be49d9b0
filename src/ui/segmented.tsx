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
  /** Null: none of them holds. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** One of a few, side by side; radio buttons underneath, so arrows move between them. */
export function Segmented<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="bh-segmented">
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
