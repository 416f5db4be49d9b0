import {
  CircleAlert,
  Copy,
  Download,
  Ellipsis,
  FolderOpen,
  ImageDown,
  Layers,
  Link,
  Monitor,
  Moon,
  Redo2,
  Save,
  Search,
  Sun,
  Undo2,
} from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { type MenuItem, openMenu } from '../../canvas/menu/menu-store.ts';
import type { CommandContext } from '../../commands/command.ts';
import { CommandButton, useCommandContext } from '../../commands/command-button.tsx';
import { overlayCommands } from '../../commands/overlay-commands.ts';
import { commandOf, runCommand } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcuts.ts';
import { uiStore } from '../../state/page-stores.ts';
import { followScreen, isSmallScreen } from '../../state/ui/small-screen.ts';
import type { Theme } from '../../state/ui/ui-state.ts';
import { useDraftStatus, useFolded, useHeld, useUi, useWork } from '../../state/use-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { FileName } from './file-name.tsx';

const themeIcons: { readonly [theme in Theme]: typeof Sun } = { system: Monitor, light: Sun, dark: Moon };

function ThemeIcon() {
  const Icon = themeIcons[useUi((state) => state.theme)];
  return <Icon size={16} />;
}

/** Returns the step that undo or redo would take, of any stack of a host. */
function useStepLabel(type: 'undo' | 'redo'): string | undefined {
  const label = useWork(({ stacks, history, host }) => {
    const [key] = history[type].at(-1) ?? [];
    const stack = stacks.find((each) => each.key === key);
    const made = stack?.session[type].at(-1)?.label;
    return made === undefined || host === null ? made : `${made} (${stack?.id})`;
  });
  // The editor's history holds more than this page did.
  return useHeld() ? undefined : label;
}

const undoIcon = <Undo2 size={16} />;
const redoIcon = <Redo2 size={16} />;

/** A button for undo or redo, with the step in its tooltip. */
function StepButton({ id, icon }: { readonly id: 'undo' | 'redo'; readonly icon: ReactNode }) {
  const detail = useStepLabel(id);
  return (
    <CommandButton
      id={id}
      className={id === 'redo' ? 'bh-roomy-only' : ''}
      icon={icon}
      {...(detail === undefined ? {} : { detail })}
    />
  );
}

/** The bar at the top: file, history, search, panels, theme, and save. */
export function TopBar({ children }: { readonly children: ReactNode }) {
  const folded = useFolded();
  const held = useHeld();
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <header className="bh-top-bar bh-row bh-gap-3 bh-rigid">
      <h1 className="bh-brand bh-inline-row bh-gap-2">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <rect x="2" y="5" width="28" height="22" rx="6" className="bh-brand-hull" />
          <path d="M12 5v22M21 5v8m0 6v8" className="bh-brand-wall" />
        </svg>
        <span className="bh-brand-word">Bulkhead</span>
      </h1>
      <FileName />
      <DraftWarning />
      <span className="bh-inline-row bh-gap-1 bh-rigid">
        <StepButton id="undo" icon={undoIcon} />
        <StepButton id="redo" icon={redoIcon} />
      </span>
      <span className="bh-grow" />
      <CommandButton id="commands" className="bh-bar-search" icon={<Search size={14} />}>
        <span className="bh-desk-only">Find or run…</span>
        <kbd className="bh-badge bh-push bh-desk-only">{mac ? '⌘K' : 'Ctrl K'}</kbd>
      </CommandButton>
      {!folded && <OverlayMenu />}
      <span className="bh-inline-row bh-gap-1 bh-rigid">
        {!held && (
          <>
            <CommandButton id="theme" className="bh-wide-only" icon={<ThemeIcon />} />
            <CommandButton id="open" className="bh-wide-only" icon={<FolderOpen size={16} />} />
            <CommandButton id="copy" className="bh-wide-only" icon={<Copy size={16} />} />
            <CommandButton id="share" className="bh-wide-only" icon={<Link size={16} />} />
          </>
        )}
        <CommandButton id="export" className="bh-wide-only" icon={<ImageDown size={16} />} />
        {!held && (
          <>
            <CommandButton id="download" className="bh-wide-only" icon={<Download size={16} />} />
            <MoreMenu />
            <CommandButton id="save" look="primary" icon={<Save size={14} />}>
              Save
            </CommandButton>
          </>
        )}
      </span>
      {children}
    </header>
  );
}

/** The commands that a narrow bar has in its menu, and those that a phone has there as well. */
const spare = [
  ...['open', 'open-folder', 'paste', 'copy', 'share', 'export', 'print', 'download'],
  ...['theme', 'shortcuts'],
] as const;
const spareOnPhone = ['redo', 'legend', 'overview'] as const;

/** Returns the items of a menu that run these commands, without those that cannot run. */
function itemsOf(ids: readonly string[], context: CommandContext): readonly MenuItem[] {
  return ids
    .map(commandOf)
    .filter((command) => command.when(context))
    .map(({ id, label }) => ({
      label,
      detail: '',
      run: () => {
        runCommand(id, context);
      },
    }));
}

/** The steps of the zoom, for a hand without a second finger. */
const zoomItems: readonly MenuItem[] = [
  { label: 'Zoom in', detail: '', run: () => uiStore.getState().requestView('zoom-in') },
  { label: 'Zoom out', detail: '', run: () => uiStore.getState().requestView('zoom-out') },
];

/** The menu of commands in a narrow bar. */
function MoreMenu() {
  const context = useCommandContext();
  const small = useSyncExternalStore(followScreen, isSmallScreen);
  return (
    <IconButton
      className="bh-narrow-only"
      label="More commands"
      icon={<Ellipsis size={16} />}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => {
        const { right, bottom } = currentTarget.getBoundingClientRect();
        const at = { x: right, y: bottom + 4 };
        const overlays: MenuItem = {
          label: 'Overlays…',
          detail: '',
          run: () => openMenu({ title: 'Overlays', items: overlayItems(context), ...at }),
        };
        const items = [
          ...(small && overlayItems(context).length > 0 ? [overlays] : []),
          ...itemsOf(spare, context),
          ...(small ? [...itemsOf(spareOnPhone, context), ...zoomItems] : []),
        ];
        openMenu({ title: 'More commands', items, ...at });
      }}
    />
  );
}

/** Returns the overlays that can be shown, as items of a menu. */
function overlayItems(context: CommandContext): readonly MenuItem[] {
  return overlayCommands
    .filter((command) => command.when(context))
    .map(({ id, label, shortcuts }) => ({
      label: label.replace(/^Overlay: (.)/, (_, first: string) => first.toUpperCase()),
      detail: shortcuts.map((shortcut) => shortcutLabel(shortcut, false)).join(' '),
      run: () => {
        runCommand(id, context);
      },
    }));
}

/** The menu of overlays. */
function OverlayMenu() {
  const context = useCommandContext();
  const on = useUi((state) => state.overlay !== null);
  return (
    <Button
      look="quiet"
      className="bh-roomy-only"
      icon={<Layers size={14} />}
      aria-haspopup="menu"
      aria-pressed={on}
      title="Show an overlay on the picture"
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect();
        const items = overlayItems(context);
        const title = items.length === 0 ? 'Overlays: open a file with containers first' : 'Overlays';
        openMenu({ title, items, x: left, y: bottom + 4 });
      }}
    >
      Overlays
    </Button>
  );
}

/** A warning in the bar while changes are not stored. */
function DraftWarning() {
  const health = useDraftStatus((state) => state.health);
  if (health === 'kept') return null;
  const words = health === 'full' ? 'storage full' : 'storage refused';
  return (
    <span
      className="bh-warn bh-nowrap bh-inline-row bh-gap-1 bh-small"
      data-drafts={health}
      title="Changes are lost when the page closes: save or download them."
    >
      <CircleAlert size={14} aria-hidden="true" />
      Drafts not stored: {words}
    </span>
  );
}
