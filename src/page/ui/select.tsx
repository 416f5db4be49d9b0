import { lazy, Suspense } from 'react';
import type { SelectOption, SelectProps } from './select-popup.tsx';

const mostInPopup = 200;

// The library for popups is fetched in parallel with the first card, not before it.
const SelectPopup = lazy(() =>
  import('./select-popup.tsx').then((module) => ({ default: module.SelectPopup })),
);

/** A native select for lists too long to render entry by entry. */
function LongSelect<T extends string>(props: SelectProps<T>) {
  const { id, label, options, value, prompt = '', disabled, className = '', onChange } = props;
  const at = options.findIndex((option) => option.value === value);
  return (
    <select
      id={id}
      data-autofocus={props['data-autofocus']}
      aria-label={label}
      className={`bh-input bh-select ${className}`}
      value={at}
      disabled={disabled}
      onChange={(event) => {
        const chosen = options[Number(event.target.value)];
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      {at < 0 && <option value={-1}>{prompt}</option>}
      {options.map((option, index) => (
        <option key={option.value} value={index}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A select: arrow keys, Home, End and typed letters move, Enter chooses, Escape keeps the value. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { options, value, prompt = '', className = '' } = props;
  if (options.length > mostInPopup) return <LongSelect {...props} />;
  const shown = options.find((option) => option.value === value)?.label ?? prompt;
  return (
    <Suspense fallback={<span className={`bh-input bh-select ${className}`}>{shown}</span>}>
      <SelectPopup
        {...props}
        onChange={(text) => {
          const chosen = options.find((option) => option.value === text);
          if (chosen !== undefined) props.onChange(chosen.value);
        }}
      />
    </Suspense>
  );
}

interface PickerProps {
  readonly label: string;
  /** The text of the closed field, such as 'Connect to…'. */
  readonly prompt: string;
  readonly options: readonly SelectOption<string>[];
  readonly onPick: (value: string) => void;
}

/** A select that applies a choice at once and then shows its prompt again. */
export function Picker({ label, prompt, options, onPick }: PickerProps) {
  return (
    <Select
      label={label}
      className="bh-picker bh-accent"
      prompt={prompt}
      options={options}
      value={null}
      disabled={options.length === 0}
      onChange={onPick}
    />
  );
}
