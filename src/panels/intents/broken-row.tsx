import { Trash2 } from 'lucide-react';
import type { BrokenIntent } from '../../core/analysis/intents/read-intents.ts';
import { Button } from '../../ui/button.tsx';
import { LineLink } from '../shared/line-link.tsx';
import { RefusedNote } from '../shared/refused-note.tsx';
import { useRemoval } from './use-removal.ts';

/** An intent that cannot be understood: why, where it stands, and a button that removes it. It is not checked. */
export function BrokenRow({ broken }: { readonly broken: BrokenIntent }) {
  const { message, path, statement } = broken;
  const { refused, remove } = useRemoval();
  return (
    <li className="bh-intent bh-intent-unknown" data-intent-broken="">
      <div className="bh-intent-head">
        <span>{message}</span> <LineLink path={path} />
        <Button
          className="bh-button-small"
          onClick={() => remove(path, statement === null ? [] : [{ type: 'unintent', ...statement }])}
        >
          <Trash2 size={12} /> Remove
        </Button>
      </div>
      <RefusedNote reason={refused} />
    </li>
  );
}
