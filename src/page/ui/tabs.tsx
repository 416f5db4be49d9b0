import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import { type ComponentProps, createContext, type ReactNode, use } from 'react';

/** True while a tab is chosen. */
const IsChosen = createContext(true);

interface TabsProps<T extends string> {
  /** The chosen tab; null while no panel is shown. */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  /** A `TabRow`, and a `TabPanel` for each tab. */
  readonly children: ReactNode;
}

/** Tabs and their panels; fills its parent. */
export function Tabs<T extends string>({ value, onChange, children }: TabsProps<T>) {
  return (
    <IsChosen value={value !== null}>
      <BaseTabs.Root
        className="bh-fill bh-column"
        value={value}
        onValueChange={(next: T | null) => next && onChange(next)}
      >
        {children}
      </BaseTabs.Root>
    </IsChosen>
  );
}

interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  /** The command of the tab (`data-command`). */
  readonly command?: string;
}

/** The row of tabs; arrow keys, Home and End move between them, and choose only while a tab is chosen. */
export function TabRow({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <BaseTabs.List
      className="bh-tab-row bh-flex bh-gap-0-5 bh-rigid"
      aria-label={label}
      activateOnFocus={use(IsChosen)}
    >
      {tabs.map(({ id, label: text, command }) => (
        <BaseTabs.Tab
          key={id}
          value={id}
          className="bh-tab bh-nowrap bh-small bh-inline-row bh-gap-1-5 bh-dim"
          data-command={command}
        >
          {text}
        </BaseTabs.Tab>
      ))}
    </BaseTabs.List>
  );
}

interface TabPanelProps extends Omit<ComponentProps<'div'>, 'className' | 'ref' | 'style'> {
  readonly id: string;
  readonly className: string;
}

/** The panel of the tab `id`, hidden while another tab is chosen. */
export function TabPanel({ id, ...rest }: TabPanelProps) {
  return <BaseTabs.Panel keepMounted value={id} tabIndex={-1} {...rest} />;
}
