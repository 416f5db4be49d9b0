import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Service } from '../../../core/compose/topology.ts';
import { uiStore } from '../../../state/page-stores.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LineLink } from '../../shared/line-link.tsx';
import { RefusedNote } from '../../shared/refused-note.tsx';
import { useApply } from '../../shared/use-apply.ts';
import { RenameField } from '../rename-field.tsx';

/** Name, image and place of a service; rename in place and remove. */
export function ServiceHeader({ service, stale }: { readonly service: Service; readonly stale: boolean }) {
  const { name } = service;
  // Whether the old name is kept as an alias: files that are not open here may still use it.
  const [keepAlias, setKeepAlias] = useState(true);
  const { refused, apply } = useApply();

  function remove() {
    if (apply([{ type: 'remove-service', service: name }], `Remove ${name}`)) uiStore.getState().select([]);
  }

  return (
    <header className="bh-inspector-head">
      <div className="bh-inspector-title">
        <RenameField
          label="Service name"
          name={name}
          disabled={stale}
          operation={(to) => ({ type: 'rename-service', service: name, to, keepAlias })}
          selected={(to) => ({ type: 'service', name: to })}
        >
          <div className="bh-rename-hint">
            <Checkbox
              label="On renaming, keep the old name as an alias"
              checked={keepAlias}
              onChange={setKeepAlias}
            />
          </div>
        </RenameField>
        <IconButton label={`Remove ${name}`} icon={<Trash2 size={15} />} disabled={stale} onClick={remove} />
      </div>
      <p className="bh-inspector-sub">
        <span className="bh-truncate" title={service.image ?? undefined}>
          {service.image ?? (service.hasBuild ? 'built from this folder' : 'no image')}
        </span>
        <LineLink path={['services', name]} />
      </p>
      <RefusedNote reason={refused} />
    </header>
  );
}
