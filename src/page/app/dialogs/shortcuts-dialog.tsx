import { commands, isEditorCommand } from '../../commands/registry.ts';
import { partKeys, shortcutLabel } from '../../commands/shortcuts.ts';
import { uiStore } from '../../state/page-stores.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** The keys of one action: the part of the page that has them, if they are not the whole page's, and what they do there. */
interface KeyRow {
  readonly part?: string;
  readonly does: string;
  readonly keys: readonly string[];
}

/** The groups of commands with their headings, in the order in which the dialog shows them. */
const headings = [
  ['View', 'Picture and panes'],
  ['Overlay', 'Overlays'],
  ['File', 'File'],
  ['Edit', 'Edit'],
] as const;

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The dialog of all keyboard shortcuts: those of commands by their group, then those of a part of the page. */
export function ShortcutsDialog() {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const withKeys = commands.filter((command) => command.shortcuts.length > 0 && !isEditorCommand(command));
  return (
    <Dialog title="Keyboard shortcuts" width={1120} onClose={() => uiStore.getState().setDialog(null)}>
      <div className="bh-shortcuts bh-small">
        {headings.map(([group, heading]) => (
          <KeyGroup
            key={group}
            heading={heading}
            rows={withKeys
              .filter((command) => command.group === group)
              .map(({ label, shortcuts }) => ({
                does: capitalized(label.replace(/^Overlay: /, '')),
                keys: shortcuts.map((shortcut) => shortcutLabel(shortcut, mac)),
              }))}
          />
        ))}
        <KeyGroup
          heading="Where the focus is"
          rows={partKeys.map(([part, keys, does]) => ({ part, keys, does }))}
        />
      </div>
    </Dialog>
  );
}

interface KeyGroupProps {
  readonly heading: string;
  readonly rows: readonly KeyRow[];
}

/** One group of the dialog: its heading, and a row for each action. */
function KeyGroup({ heading, rows }: KeyGroupProps) {
  return (
    <section>
      <h3 className="bh-heading">{heading}</h3>
      <dl>
        {rows.map(({ part, does, keys }) => (
          <div key={`${part} ${does}`}>
            <dt>
              {part !== undefined && <span className="bh-dim">{part}: </span>}
              {does}
            </dt>
            <dd className="bh-rigid">
              {keys.map((key) => (
                <kbd key={key} className="bh-badge">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
