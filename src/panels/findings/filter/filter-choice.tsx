import { useId, useState } from 'react';

/** A longer list is filled when somebody turns to it: a browser measures every entry of one that is there. */
const mostAtOnce = 200;

interface FilterChoiceProps<T extends string> {
  readonly label: string;
  /** What the list says while it leaves nothing out. */
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
  // The first entry is all of them, whatever a service is called.
  const at = options.findIndex((option) => option.value === value);
  const [wanted, setWanted] = useState(false);
  const filled = wanted || options.length <= mostAtOnce;
  return (
    <span className={at < 0 ? 'filter-choice' : 'filter-choice filter-on'}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={at}
        onPointerEnter={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onChange={(event) => onChoose(options[Number(event.target.value)]?.value ?? null)}
      >
        <option value={-1}>{all}</option>
        {options.map(
          (option, index) =>
            (filled || index === at) && (
              <option key={option.value} value={index}>
                {option.value}
                {option.count > 0 && ` (${option.count})`}
              </option>
            ),
        )}
      </select>
    </span>
  );
}
