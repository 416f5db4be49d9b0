import { Trash2 } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { uiStore } from '../../state/page-stores.ts';
import type { Selected, Selection } from '../../state/ui/selection.ts';

function words(item: Selected): string {
  switch (item.type) {
    case 'service':
      return item.name;
    case 'network':
      return `network ${item.name}`;
    case 'tap':
      return `${item.service} on ${item.network}`;
  }
}

/** Several things at once: what they are, and delete. */
export function ManyInspector({ selection }: { readonly selection: Selection }) {
  return (
    <div className="inspector-head">
      <h2 className="inspector-name">{selection.length} selected</h2>
      <ul className="plain-list">
        {selection.map((item) => (
          <li key={words(item)}>
            <button type="button" className="link-strong" onClick={() => uiStore.getState().focus(item)}>
              {words(item)}
            </button>
          </li>
        ))}
      </ul>
      <CommandButton id="delete" icon={<Trash2 size={14} />}>
        Delete
      </CommandButton>
    </div>
  );
}
