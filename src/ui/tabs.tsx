import { type KeyboardEvent, type ReactNode, useRef } from 'react';

interface Tab<T extends string> {
  readonly id: T;
  readonly label: ReactNode;
  /** The command that a press on it stands for (`data-command`). */
  readonly command?: string;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  /** Null while none of their panels is shown. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}

/** The element ids that tie a tab to its panel. */
export function tabIds(id: string): { readonly tab: string; readonly panel: string } {
  return { tab: `tab-${id}`, panel: `pane-${id}` };
}

/** A row of tabs; arrows, Home and End move between them. The caller renders the panel with `tabIds`. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: TabsProps<T>) {
  const row = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const at = Math.max(
      0,
      tabs.findIndex(({ id }) => id === value),
    );
    const last = tabs.length - 1;
    const next =
      event.key === 'ArrowRight'
        ? at === last
          ? 0
          : at + 1
        : event.key === 'ArrowLeft'
          ? at === 0
            ? last
            : at - 1
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? last
              : null;
    const tab = next === null ? undefined : tabs[next];
    if (tab === undefined) return;
    event.preventDefault();
    onChange(tab.id);
    row.current?.querySelector<HTMLElement>(`#${tabIds(tab.id).tab}`)?.focus();
  }

  return (
    <div className="tabs" role="tablist" aria-label={label} ref={row} onKeyDown={onKeyDown}>
      {tabs.map(({ id, label: text, command }, at) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabIds(id).tab}
          className="tab"
          data-command={command}
          aria-selected={id === value}
          aria-controls={tabIds(id).panel}
          tabIndex={id === value || (value === null && at === 0) ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
