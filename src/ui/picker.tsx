import { useId } from 'react';

interface PickerProps {
  readonly label: string;
  /** What the closed field says, such as 'Connect to…'. */
  readonly prompt: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (value: string) => void;
  readonly hideLabel?: boolean;
}

/** A list that carries out a choice at once and returns to its prompt. */
export function Picker({ label, prompt, options, onPick, hideLabel = true }: PickerProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : 'field-label'}>
        {label}
      </label>
      <select
        id={id}
        className="input picker"
        value=""
        disabled={options.length === 0}
        onChange={(event) => {
          if (event.target.value !== '') onPick(event.target.value);
        }}
      >
        <option value="">{prompt}</option>
        {options.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
