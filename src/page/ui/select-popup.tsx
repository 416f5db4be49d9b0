import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useRef } from 'react';

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectProps<T extends string> {
  /** The id for the field's visible `<label>`. */
  readonly id?: string;
  /** The accessible name of a field without a visible label. */
  readonly label?: string;
  readonly options: readonly SelectOption<T>[];
  /** The chosen value; null shows the prompt. */
  readonly value: T | null;
  readonly prompt?: string;
  readonly disabled?: boolean;
  readonly className?: string;
  /** Set on the control that a dialog focuses first. */
  readonly 'data-autofocus'?: string;
  readonly onChange: (value: T) => void;
}

/** The implementation of `Select`, fetched on demand. */
export function SelectPopup({
  id,
  label,
  options,
  value,
  prompt = '',
  disabled = false,
  className = '',
  onChange,
  ...rest
}: SelectProps<string>) {
  /** True while a key press is handled, since a letter also chooses in a closed list. */
  const typing = useRef(false);
  const shown = options.find((option) => option.value === value)?.label ?? prompt;
  return (
    <BaseSelect.Root
      modal={false}
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next, { reason }) => {
        // The library also reports a change when the option of the value was removed; which value holds then is up to the caller.
        if (next !== null && (reason !== 'none' || typing.current)) onChange(next);
      }}
    >
      <BaseSelect.Trigger
        {...rest}
        onKeyDown={() => {
          typing.current = true;
          queueMicrotask(() => {
            typing.current = false;
          });
        }}
        id={id}
        aria-label={label}
        className={`bh-input bh-select ${className}`}
      >
        <span className="bh-select-value bh-truncate">{shown}</span>
        <ChevronDown size={13} aria-hidden="true" className="bh-dim bh-rigid" />
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner
          className="bh-popup-place"
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          align="start"
          positionMethod="fixed"
        >
          <BaseSelect.Popup
            className="bh-menu bh-small bh-select-list"
            // Shortcuts of the page, and of the element around the field, do not apply here.
            onKeyDown={(event) => event.stopPropagation()}
          >
            {options.map((option) => (
              <BaseSelect.Item
                key={option.value}
                value={option.value}
                data-value={option.value}
                className="bh-menu-item bh-column bh-select-item bh-break bh-relative"
              >
                <BaseSelect.ItemIndicator className="bh-select-chosen bh-accent bh-absolute">
                  <Check size={13} aria-hidden="true" />
                </BaseSelect.ItemIndicator>
                <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
              </BaseSelect.Item>
            ))}
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
