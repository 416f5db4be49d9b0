import {
  Copy,
  Download,
  FolderOpen,
  ImageDown,
  Link,
  Monitor,
  Moon,
  Redo2,
  Save,
  Search,
  Sun,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import type { Theme } from '../../state/ui/ui-state.ts';
import { useHeld, useHost, useSession, useUi } from '../../state/use-store.ts';
import { DraftWarning } from '../draft/draft-warning.tsx';
import { FileName } from './file-name.tsx';
import { OverlayMenu } from './overlay-menu.tsx';

const themeIcons: { readonly [theme in Theme]: typeof Sun } = { system: Monitor, light: Sun, dark: Moon };

function ThemeIcon() {
  const Icon = themeIcons[useUi((state) => state.theme)];
  return <Icon size={16} />;
}

/** What undo or redo would do; in a host, to whichever stack. */
function useStepLabel(type: 'undo' | 'redo'): string | undefined {
  const own = useSession((state) => state.session?.[type].at(-1)?.label);
  const inHost = useHost(({ stacks, history }) => {
    const [key] = history[type].at(-1) ?? [];
    const stack = stacks.find((each) => each.key === key);
    const label = stack?.session[type].at(-1)?.label;
    return label === undefined ? undefined : `${label} (${stack?.id})`;
  });
  const hasHost = useHost((state) => state.stacks.length > 0);
  // The editor's history holds more than this page did.
  return useHeld() ? undefined : hasHost ? inHost : own;
}

/** The bar on top: the file and its state, undo and redo, search, panels, theme, and the ways to take the file away. */
export function TopBar({ children }: { readonly children: ReactNode }) {
  const undo = useStepLabel('undo');
  const redo = useStepLabel('redo');
  const folded = useHost((state) => state.stacks.length > 0 && state.unfolded === null);
  const held = useHeld();
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <header className="bh-top-bar">
      <h1 className="bh-brand">
        <svg viewBox="0 0 32 32" width="20" height="20" aria-hidden="true">
          <rect x="2" y="5" width="28" height="22" rx="6" className="bh-brand-hull" />
          <path d="M12 5v22M21 5v8m0 6v8" className="bh-brand-wall" />
        </svg>
        <span className="bh-brand-word">Bulkhead</span>
      </h1>
      <FileName />
      <DraftWarning />
      <span className="bh-bar-group bh-bar-history">
        <CommandButton
          id="undo"
          icon={<Undo2 size={16} />}
          {...(undo === undefined ? {} : { detail: undo })}
        />
        <CommandButton
          id="redo"
          icon={<Redo2 size={16} />}
          {...(redo === undefined ? {} : { detail: redo })}
        />
      </span>
      <span className="bh-bar-fill" />
      <CommandButton id="commands" className="bh-bar-search" icon={<Search size={14} />}>
        <span className="bh-bar-search-words">Find or run…</span>
        <kbd className="bh-kbd">{mac ? '⌘K' : 'Ctrl K'}</kbd>
      </CommandButton>
      {!folded && <OverlayMenu />}
      <span className="bh-bar-group">
        {!held && (
          <>
            <CommandButton id="theme" className="bh-bar-spare" icon={<ThemeIcon />} />
            <CommandButton id="open" icon={<FolderOpen size={16} />} />
            <CommandButton id="copy" className="bh-bar-spare" icon={<Copy size={16} />} />
            <CommandButton id="share" className="bh-bar-spare" icon={<Link size={16} />} />
          </>
        )}
        <CommandButton id="export" className="bh-bar-spare" icon={<ImageDown size={16} />} />
        {!held && (
          <>
            <CommandButton id="download" className="bh-bar-spare" icon={<Download size={16} />} />
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
