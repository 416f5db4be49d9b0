import { useId } from 'react';
import { Select } from '../../../ui/select.tsx';

interface FilterChoiceProps<T extends string> {
  readonly label: string;
  /** The text of the choice that leaves nothing out. */
  readonly all: string;
  readonly options: readonly { readonly value: T; readonly count: number }[];
  /** Null: all of them. */
  readonly value: T | null;
  readonly onChoose: (value: T | null) => void;
}

/** One of a list, or all of it; each with how many findings of it count. */
export function FilterChoice<T extends string>({
  label,
  all,
  options,
  value,
  onChoose,
}: FilterChoiceProps<T>) {
  const id = useId();
  // Options are identified by index, since a service may have the name that stands for all of them.
  const at = options.findIndex((option) => option.value === value);
  const entries = options.map((option, index) => ({
    value: `${index}`,
    label: option.count > 0 ? `${option.value} (${option.count})` : option.value,
  }));
  return (
    <span className={at < 0 ? 'bh-filter-choice' : 'bh-filter-choice bh-filter-on'}>
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        options={[{ value: '-1', label: all }, ...entries]}
        value={`${at}`}
        onChange={(chosen) => onChoose(options[Number(chosen)]?.value ?? null)}
      />
    </span>
  );
}
