import { commands, isEditors } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcut-label.ts';
import { uiStore } from '../../state/page-stores.ts';
import { Dialog } from '../../ui/dialog.tsx';

/** Every shortcut of the page, from the registry itself. */
export function ShortcutsDialog() {
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Dialog title="Keyboard" onClose={() => uiStore.getState().setDialog(null)}>
      <dl className="bh-shortcuts">
        {commands
          .filter((command) => command.shortcuts.length > 0 && !isEditors(command))
          .map(({ id, label, shortcuts }) => (
            <div key={id}>
              <dt>{label}</dt>
              <dd>
                {shortcuts.map((shortcut) => (
                  <kbd key={shortcut} className="bh-kbd">
                    {shortcutLabel(shortcut, mac)}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
    </Dialog>
  );
}
