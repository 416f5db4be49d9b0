import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { CommandButton } from '../../commands/command-button.tsx';
import { type PaletteItem, paletteItems } from '../../state/palette/palette-items.ts';
import { PaletteIcon } from './palette-icon.tsx';
import { placePaletteItem } from './place-palette-item.ts';

const groups = ['Containers', 'Sidecars', 'Networks', 'Templates'] as const;

function PaletteButton({ item, open }: { readonly item: PaletteItem; readonly open: boolean }) {
  return (
    <li>
      <button
        type="button"
        className="bh-palette-item"
        data-palette={item.kind}
        aria-label={open ? undefined : item.label}
        title={`${item.label}: drag it onto the picture, or press Enter`}
        onClick={() => placePaletteItem(item.kind)}
      >
        <PaletteIcon kind={item.kind} />
        <span className="bh-palette-word">{item.label}</span>
        {item.hint !== '' && <span className="bh-palette-hint">{item.hint}</span>}
      </button>
    </li>
  );
}

/** Ready containers, networks and templates, to be dragged onto the canvas or added with Enter; closed, a rail of their icons. */
export function PalettePanel({ open }: { readonly open: boolean }) {
  const Icon = open ? PanelLeftClose : PanelLeftOpen;
  return (
    <nav
      className={open ? 'bh-panel bh-palette' : 'bh-panel bh-palette bh-palette-rail'}
      aria-label="Palette"
    >
      <CommandButton id="toggle-palette" className="bh-palette-toggle" icon={<Icon size={16} />} />
      {groups.map((group) => (
        <section key={group} aria-labelledby={`palette-${group}`}>
          <h2 id={`palette-${group}`} className="bh-heading">
            {group}
          </h2>
          <ul>
            {paletteItems
              .filter((item) => item.group === group)
              .map((item) => (
                <PaletteButton key={item.kind} item={item} open={open} />
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
