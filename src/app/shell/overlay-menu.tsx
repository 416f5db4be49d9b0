import { Layers } from 'lucide-react';
import { openMenu } from '../../canvas/menu/menu-store.ts';
import { useCommandContext } from '../../commands/command-context.tsx';
import { overlayCommands } from '../../commands/overlay-commands.ts';
import { runCommand } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcut-label.ts';
import { useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';

/** The questions that can be drawn over the picture, as a menu. */
export function OverlayMenu() {
  const context = useCommandContext();
  const on = useUi((state) => state.overlay !== null);
  return (
    <Button
      look="quiet"
      className="bh-bar-overlays"
      icon={<Layers size={14} />}
      aria-haspopup="menu"
      aria-pressed={on}
      title="Draw a question over the picture"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        const items = overlayCommands
          .filter((command) => command.when(context))
          .map(({ id, label, shortcuts }) => ({
            label: label.replace(/^Overlay: /, ''),
            detail: shortcuts.map((shortcut) => shortcutLabel(shortcut, false)).join(' '),
            run: () => {
              runCommand(id, context);
            },
          }));
        const title = items.length === 0 ? 'Overlays: open a file with containers first' : 'Overlays';
        openMenu({ title, items, x: left, y: bottom + 4 });
      }}
    >
      Overlays
    </Button>
  );
}
