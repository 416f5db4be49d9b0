import { useId, useState } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { openText } from './open-files.ts';

/** A compose file as typed or pasted text. */
export function PasteDialog() {
  const id = useId();
  const [text, setText] = useState('');
  const close = () => uiStore.getState().setDialog(null);

  async function open() {
    close();
    await openText(text);
  }

  return (
    <Dialog title="Paste or type a compose file" onClose={close} className="bh-dialog-wide">
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
