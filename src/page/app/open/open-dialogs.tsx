import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { folderOf } from '../../../core/compose/workspace/paths.ts';
import type { FoundStack } from '../../state/import/stacks.ts';
import { stackChoiceStore, uiStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { openText } from './open-files.ts';

/** Returns the name of a stack that is not open yet: its folder, else its main file. */
function titleOf({ files }: FoundStack): string {
  const [main = ''] = files;
  return folderOf(main) || main;
}

/** The dialog that asks which of several dropped or chosen stacks to open. */
export function StackChoiceDialog() {
  const choice = useStore(stackChoiceStore, (state) => state.choice);
  if (choice === null) return null;
  const { stacks, leftOut, open } = choice;
  const dismiss = () => stackChoiceStore.setState({ choice: null });
  const all = stacks.flatMap(({ files }) => files);
  return (
    <Dialog title={`${stacks.length} stacks: which one?`} onClose={dismiss}>
      <p className="bh-break">
        Each is a project of its own, with its own .env, and one is shown at a time. Nothing was opened.
      </p>
      <div className="bh-grid bh-gap-2">
        {stacks.map((stack) => (
          <button
            key={stack.files[0]}
            type="button"
            className="bh-choice"
            data-stack={titleOf(stack)}
            onClick={() => open(stack)}
          >
            <strong>{titleOf(stack)}</strong>
            <span className="bh-note">{stack.files.join(', ')}</span>
          </button>
        ))}
        <button type="button" className="bh-choice" data-stack-merge="" onClick={() => open('merge')}>
          <strong>Merge as one project</strong>
          <span className="bh-note">
            As --merge does: {all.join(', ')}, in this order. Services with the same name become one.
          </span>
        </button>
      </div>
      {leftOut.length > 0 && (
        <p className="bh-break bh-dim">Ignored, not compose files: {leftOut.join(', ')}.</p>
      )}
      <div className="bh-dialog-actions">
        <Button onClick={dismiss}>Cancel</Button>
      </div>
    </Dialog>
  );
}

/** The dialog that opens typed or pasted text. */
export function PasteDialog() {
  const id = useId();
  const [text, setText] = useState('');
  const close = () => uiStore.getState().setDialog(null);

  async function open() {
    close();
    await openText(text);
  }

  return (
    <Dialog title="Paste or type a compose file" onClose={close} width={720}>
      <label htmlFor={id} className="bh-form-field-label">
        The text of the file. Line endings of pasted text become those of the browser; drop the file to keep
        every byte.
      </label>
      <textarea
        id={id}
        data-autofocus=""
        className="bh-input bh-mono"
        rows={16}
        spellCheck={false}
        value={text}
        placeholder={'services:\n  web:\n    image: nginx'}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="bh-dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button look="primary" disabled={text.trim() === ''} onClick={() => void open()}>
          Open
        </Button>
      </div>
    </Dialog>
  );
}
