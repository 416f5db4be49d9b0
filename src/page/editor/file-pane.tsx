import { Lock } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { FileRole } from '../../core/compose/workspace/workspace.ts';
import { changedFiles, documentOf } from '../../core/session/session-files.ts';
import { useCommandContext } from '../commands/command-button.tsx';
import { runCommand } from '../commands/registry.ts';
import { uiStore, workStore } from '../state/page-stores.ts';
import { useUi, useWork } from '../state/use-store.ts';
import { drawnSession, runningId } from '../state/work/selectors.ts';
import { Button } from '../ui/button.tsx';
import { storeHost } from './host/store-host.ts';
import { createEditor } from './view/create-editor.ts';
import { shadowRootOf } from './view/editor-theme.ts';
import { createEditorMemory } from './view/remembered-places.ts';

// Outside the component, which is removed while another pane is shown.
const memory = createEditorMemory();

/** The files of the project as live text: typing changes the picture, and gestures change the text. */
export function FilePane() {
  const context = useCommandContext();
  const host = useMemo(
    () => storeHost({ ...context, run: (command) => void runCommand(command, context) }),
    [context],
  );
  const element = useRef<HTMLDivElement>(null);

  // Created before the page is painted, and removed while it still has a size: the scroll position is remembered by the first visible
  // line.
  useLayoutEffect(() => {
    if (element.current === null) return;
    const editor = createEditor(shadowRootOf(element.current), host, memory);
    return () => editor.destroy();
  }, [host]);

  useEffect(() => {
    const box = element.current;
    if (box === null) return;
    // A file that is dropped on the text is opened like anywhere else, not pasted into it.
    const pass = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { dataTransfer } = event;
      box.parentElement?.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
      );
    };
    box.addEventListener('drop', pass, { capture: true });
    return () => box.removeEventListener('drop', pass, { capture: true });
  }, []);

  return (
    <div className="bh-file-pane bh-tall bh-column">
      <FileTabs />
      <LockedNote />
      <div className="bh-fill" ref={element} />
    </div>
  );
}

const roles: { readonly [role in FileRole]: string } = {
  main: '',
  override: 'override',
  included: 'included',
  extended: 'extended',
};

/** The tabs of a project's files, one of which the editor shows. */
function FileTabs() {
  const session = useWork(drawnSession);
  const shown = useUi((state) => state.file);
  if (session === null || session.workspace.files.length < 2) return null;
  const active = documentOf(session, shown).file;
  const changed = new Set(changedFiles(session));
  return (
    <nav className="bh-file-tabs bh-flex bh-gap-0-5 bh-rigid" aria-label="Files of the project">
      {session.workspace.files.map(({ document: { file }, role }) => (
        <button
          key={file}
          type="button"
          className="bh-file-tab bh-nowrap bh-inline-row bh-gap-1-5 bh-dim"
          aria-current={file === active ? 'true' : undefined}
          onClick={() => uiStore.getState().showFile(file)}
        >
          <span className="bh-truncate">{file}</span>
          {roles[role] !== '' && <span className="bh-dim">{roles[role]}</span>}
          {changed.has(file) && <span className="bh-tab-dot" role="img" aria-label="changed" />}
        </button>
      ))}
    </nav>
  );
}

/** A padlock on a locked file, with the reason and the way to change that. */
function LockedNote() {
  const session = useWork(drawnSession);
  const shown = useUi((state) => state.file);
  const running = useWork(runningId);
  if (session === null) return null;
  const { file } = documentOf(session, shown);
  const { writing, readOnly } = session;
  if (readOnly !== undefined) {
    return (
      <div className="bh-locked-note bh-rigid bh-small bh-row bh-gap-2 bh-dim" role="status">
        <Lock size={13} aria-hidden="true" />
        <span>Read-only here. {readOnly}.</span>
        {running !== null && (
          <Button small onClick={() => workStore.showRunning(null)}>
            Back to its files
          </Button>
        )}
      </div>
    );
  }
  if (!writing.locked.has(file)) return null;

  function unlock() {
    const locked = new Set(writing.locked);
    locked.delete(file);
    workStore.dispatch({ type: 'write-to', writing: { ...writing, locked } });
  }

  return (
    <div className="bh-locked-note bh-rigid bh-small bh-row bh-gap-2 bh-dim" role="status">
      <Lock size={13} aria-hidden="true" />
      <span>{file} is locked under Files, so its text is read-only.</span>
      <Button small onClick={unlock}>
        Unlock
      </Button>
    </div>
  );
}
