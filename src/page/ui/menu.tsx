import { Menu as BaseMenu } from '@base-ui/react/menu';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useFocusBefore } from './focus.tsx';

interface MenuEntry {
  readonly label: string;
  /** A line below the label; '' for none. */
  readonly detail: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly title: string;
  readonly entries: readonly MenuEntry[];
  /** The position in pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** Called before an entry runs, and when the menu closes without a choice. */
  readonly onClose: () => void;
}

interface EntriesProps {
  readonly entries: readonly MenuEntry[];
  readonly onChoose: (entry: MenuEntry) => void;
}

/** True when the detail of an entry is its key, which has room beside the label. */
function isKey({ detail }: MenuEntry): boolean {
  return detail.length < 3;
}

/** The entries of a menu, the first of them focused. */
function Entries({ entries, onChoose }: EntriesProps) {
  const first = useRef<HTMLElement>(null);
  useEffect(() => first.current?.focus(), []);
  return entries.map((entry, index) => (
    <BaseMenu.Item
      key={entry.label}
      ref={index === 0 ? first : null}
      className={`bh-menu-item ${isKey(entry) ? 'bh-row bh-gap-3' : 'bh-column'}`}
      label={entry.label}
      closeOnClick={false}
      onClick={() => onChoose(entry)}
    >
      <span>{entry.label}</span>
      {entry.detail !== '' && <small className={isKey(entry) ? 'bh-push' : ''}>{entry.detail}</small>}
    </BaseMenu.Item>
  ));
}

/**
 * An open menu at a point of the window. Arrow keys, Home, End and typed letters move between its entries, Escape and a press outside close
 * it, and the focus is restored.
 */
export function Menu({ title, entries, at: { x, y }, onClose }: MenuProps) {
  const before = useFocusBefore();
  const chosen = useRef(false);

  /** Restores the focus before the entry runs, since the entry may move it to another menu or a field. */
  function choose(entry: MenuEntry): void {
    chosen.current = true;
    before()?.focus();
    onClose();
    entry.run();
  }

  /** Runs the entry whose shortcut is the typed letter; other letters move to the entry that begins with them. */
  function onLetter(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const entry = entries.find(({ detail }) => detail.toLowerCase() === event.key.toLowerCase());
    if (entry === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose(entry);
  }

  return (
    <BaseMenu.Root open modal={false} onOpenChange={(open) => open || chosen.current || onClose()}>
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          className="bh-popup-place"
          // A landmark: people who move from landmark to landmark miss what is in none.
          role="region"
          aria-label={title}
          anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
          positionMethod="fixed"
          side="bottom"
          align="start"
          collisionPadding={8}
        >
          <BaseMenu.Popup
            className="bh-menu bh-small"
            aria-label={title}
            finalFocus={() => !chosen.current && (before() ?? true)}
            // Shortcuts of the page, and of the element that the menu was opened from, do not apply here.
            onKeyDown={(event) => event.stopPropagation()}
            onKeyDownCapture={onLetter}
          >
            <p className="bh-menu-title bh-dim" aria-hidden="true">
              {title}
            </p>
            <Entries entries={entries} onChoose={choose} />
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
