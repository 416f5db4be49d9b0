import { useEffect, useState } from 'react';
import { useCommandContext } from '../../commands/command-context.tsx';
import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { browserCompression } from '../../state/share/browser-compression.ts';
import { longestLink, longLink, shareAddress } from '../../state/share/share-address.ts';
import { encodeShare } from '../../state/share/share-code.ts';
import { topologyProject, wholeProject } from '../../state/share/shared-project.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';

function leftWords(left: ReadonlyMap<string, number>): string {
  const parts = [...left].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => `${key} ${count}`);
  const total = [...left.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'There is nothing to leave out but comments.';
  return `${total} ${total === 1 ? 'value is' : 'values are'} left out, and all comments: ${parts.join(', ')}.`;
}

function sizeWords(length: number): string {
  const size = `${length.toLocaleString('en')} characters`;
  if (length > longestLink) return `${size}: too long for a link. Send the file itself.`;
  if (length > longLink) return `${size}: some mail and chat programs cut links this long.`;
  return size;
}

/** The link to the open design: what is in it, how long it is, and a way to copy it. */
export function ShareDialog() {
  const { browser } = useCommandContext();
  const [whole, setWhole] = useState(false);
  const [made, setMade] = useState<{ readonly whole: boolean; readonly link: string } | null>(null);
  const state = sessionStore.getState();
  const shared = whole ? wholeProject(state) : topologyProject(state);
  // A link that was made for the other choice is never shown beside this one.
  const link = made?.whole === whole ? made.link : null;
  const close = () => uiStore.getState().setDialog(null);

  useEffect(() => {
    const now = sessionStore.getState();
    const chosen = whole ? wholeProject(now) : topologyProject(now);
    let current = true;
    if (chosen !== null)
      void encodeShare(chosen.project, browserCompression).then((letters) => {
        if (current) setMade({ whole, link: shareAddress(window.location.href, letters) });
      });
    return () => {
      current = false;
    };
  }, [whole]);

  async function copy(text: string) {
    const { toast } = uiStore.getState();
    if (await browser.copy(text)) {
      close();
      toast('Link copied.', 'success');
    } else toast('The browser does not allow copying here. Select the link and copy it by hand.', 'error');
  }

  return (
    <Dialog title="Share as a link" onClose={close} className="dialog-wide">
      <p className="dialog-text">
        The link holds the design itself, behind the # that no browser sends to a server. Whoever has the link
        can read it.
      </p>
      <Checkbox
        label="The whole text of all files, with environment, commands, labels and secrets"
        hint={shared === null ? undefined : whole ? 'Nothing is left out.' : leftWords(shared.left)}
        checked={whole}
        onChange={setWhole}
      />
      {shared === null && <p className="dialog-text">A file cannot be read at the moment. Mend it first.</p>}
      {link !== null && (
        <>
          <textarea
            className="input mono"
            rows={4}
            readOnly
            aria-label="The link"
            value={link.length > longestLink ? '' : link}
          />
          <p className="dialog-text" data-share-length={link.length}>
            {sizeWords(link.length)}
          </p>
        </>
      )}
      <div className="dialog-actions">
        <Button onClick={close}>Cancel</Button>
        <Button
          look="primary"
          disabled={link === null || link.length > longestLink}
          onClick={() => link !== null && void copy(link)}
        >
          Copy the link
        </Button>
      </div>
    </Dialog>
  );
}
