import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { IconButton, LinkButton } from '../../ui/button.tsx';
import { RefusedNote } from '../../ui/refused-note.tsx';
import { Section } from '../../ui/section.tsx';
import { Picker } from '../../ui/select.tsx';
import { type Edit, useApply } from '../shared/apply.tsx';

/** A service or a network in a list of the inspector, with the edit that removes it. */
export interface Entry {
  readonly thing: Extract<Selected, { readonly type: 'service' | 'network' }>;
  /** Shown beside the name; grows into the remaining room (`bh-grow`). */
  readonly about: ReactNode;
  /** The accessible name of the remove button. */
  readonly removeLabel: string;
  readonly remove: Edit;
  /** Shown below the name. */
  readonly more?: ReactNode;
}

interface EntrySectionProps {
  readonly title: string;
  readonly note: ReactNode;
  readonly closed?: boolean;
  readonly entries: readonly Entry[];
  readonly add: {
    readonly label: string;
    readonly prompt: string;
    /** The prompt where there are no options. */
    readonly none: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly edit: (chosen: string) => Edit;
  };
}

/** A section that lists services or networks as removable links, with a picker to add another. */
export function EntrySection({ title, note, closed = false, entries, add }: EntrySectionProps) {
  const { refused, apply } = useApply();
  const run = ({ operation, label }: Edit) => apply([operation], label);
  return (
    <Section title={title} note={note} closed={closed}>
      <ul className={entries.some(({ more }) => more !== undefined) ? 'bh-grid bh-gap-1-5' : undefined}>
        {entries.map(({ thing, about, removeLabel, remove, more }) => {
          const row = (
            <>
              <LinkButton
                className="bh-link bh-ink bh-strong"
                onClick={() => uiStore.getState().focus(thing)}
              >
                {thing.name}
              </LinkButton>
              {about}
              <IconButton small label={removeLabel} icon={<X size={13} />} onClick={() => run(remove)} />
            </>
          );
          return more === undefined ? (
            <li key={thing.name} className="bh-entry">
              {row}
            </li>
          ) : (
            <li key={thing.name} className="bh-item">
              <div className="bh-entry">{row}</div>
              {more}
            </li>
          );
        })}
      </ul>
      <Picker
        label={add.label}
        prompt={add.options.length === 0 ? add.none : add.prompt}
        options={add.options}
        onPick={(chosen) => run(add.edit(chosen))}
      />
      <RefusedNote reason={refused} />
    </Section>
  );
}
