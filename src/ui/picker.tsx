import { Select, type SelectOption } from './select.tsx';

interface PickerProps {
  readonly label: string;
  /** What the closed field says, such as 'Connect to…'. */
  readonly prompt: string;
  readonly options: readonly SelectOption<string>[];
  readonly onPick: (value: string) => void;
}

/** A list that carries out a choice at once and returns to its prompt. */
export function Picker({ label, prompt, options, onPick }: PickerProps) {
  return (
    <Select
      label={label}
      className="bh-picker"
      prompt={prompt}
      options={options}
      value={null}
      disabled={options.length === 0}
      onChange={onPick}
    />
  );
}
