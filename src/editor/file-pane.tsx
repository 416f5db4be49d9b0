import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useCommandContext } from '../commands/command-context.tsx';
import { runCommand } from '../commands/registry.ts';
import { FileTabs } from './file-tabs.tsx';
import { storeHost } from './host/store-host.ts';
import { LockedNote } from './locked-note.tsx';
import { shadowRootOf } from './shadow-root.ts';
import { createEditor } from './view/create-editor.ts';
import { createEditorMemory } from './view/remembered-places.ts';

// Outside the component, which is removed while another pane is shown.
const memory = createEditorMemory();

/** The files of the project, live: what is typed is drawn, and what is drawn is written. */
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
    <div className="bh-file-pane">
      <FileTabs />
      <LockedNote />
      <div className="bh-file-editor" ref={element} />
    </div>
  );
}
