import { Command as Cmdk } from 'cmdk';
import { useState } from 'react';
import { useCommandContext } from '../../commands/command-context.tsx';
import { focusPicture } from '../../commands/focus-picture.ts';
import { commands, runCommand } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcut-label.ts';
import { hostPlace, outsidePlace } from '../../core/analysis/explain/places.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface Asked {
  readonly label: string;
  readonly name: string;
  readonly overlay: Overlay;
}

/** The overlays that ask about one thing of the picture, by its name. */
function overlaysAbout(thing: Selected): readonly Asked[] {
  switch (thing.type) {
    case 'service': {
      const { name } = thing;
      return [
        { label: `Reach of ${name}`, name, overlay: { kind: 'reach', service: name } },
        { label: `Blast radius of ${name}`, name, overlay: { kind: 'blast', start: name, hops: null } },
        {
          label: `How Outside comes to ${name}`,
          name,
          overlay: { kind: 'way', from: outsidePlace, to: name },
        },
        { label: `How ${name} comes to the host`, name, overlay: { kind: 'way', from: name, to: hostPlace } },
      ];
    }
    case 'network': {
      const { name } = thing;
      return [{ label: `Network ${name} alone`, name, overlay: { kind: 'isolate', network: name } }];
    }
    case 'tap':
      return [];
  }
}

/**
 * How well a search fits a thing by its words, 0 to 1: the whole of one, the beginning of one, inside one, or every word of
 * the search somewhere. Nothing fuzzy: who types a service's name must not get a command that looks like it.
 */
export function matchScore(search: string, words: readonly string[]): number {
  const wanted = search.trim().toLowerCase();
  const known = words.map((word) => word.toLowerCase());
  if (known.includes(wanted)) return 1;
  if (known.some((word) => word.startsWith(wanted))) return 0.8;
  const text = known.join(' ');
  if (text.includes(wanted)) return 0.6;
  return wanted.split(/\s+/).every((part) => text.includes(part)) ? 0.4 : 0;
}

// A list of thousands is no help; typing narrows it.
const mostThings = 40;
const mostAsked = 6;
// What changes the file comes last: Enter on the first item must never delete.
const groups = ['File', 'View', 'Overlay', 'Edit'] as const;

/** Find a service or a network, or run any command. */
export function CommandPalette() {
  const context = useCommandContext();
  const { topology } = useProject().analysis;
  const [search, setSearch] = useState('');
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const close = () => uiStore.getState().setDialog(null);
  const wanted = search.trim().toLowerCase();
  const all = [
    ...[...topology.services.keys()].map((name) => ({ type: 'service', name }) as const),
    ...[...topology.networks.keys()].map((name) => ({ type: 'network', name }) as const),
  ];
  const things: Selected[] = all.filter(({ name }) => name.toLowerCase().includes(wanted));
  // 'reach of web' asks about web.
  const subject = wanted.split(/\s+/).at(-1) ?? '';
  const asked = all.filter(({ name }) => name.toLowerCase().includes(subject));

  return (
    <Dialog title="Find or run" onClose={close} className="dialog-commands">
      <Cmdk label="Find or run" loop filter={(_, wantedText, words) => matchScore(wantedText, words ?? [])}>
        <Cmdk.Input
          className="input command-input"
          data-autofocus=""
          placeholder="A service, a network or a command"
          value={search}
          onValueChange={setSearch}
        />
        <Cmdk.List className="command-list">
          <Cmdk.Empty className="pane-empty">Nothing by that name.</Cmdk.Empty>
          {groups.map((group) => (
            <Cmdk.Group key={group} heading={group}>
              {commands
                .filter(
                  (command) => command.group === group && command.id !== 'commands' && command.when(context),
                )
                .map((command) => (
                  <Cmdk.Item
                    key={command.id}
                    value={command.id}
                    keywords={[command.label, ...command.keywords.split(' ')]}
                    onSelect={() => {
                      close();
                      runCommand(command.id, context);
                    }}
                  >
                    {command.label}
                    {command.shortcuts[0] !== undefined && (
                      <kbd className="kbd">{shortcutLabel(command.shortcuts[0], mac)}</kbd>
                    )}
                  </Cmdk.Item>
                ))}
            </Cmdk.Group>
          ))}
          <Cmdk.Group heading="Select">
            {things.slice(0, mostThings).map((thing) => {
              const name = thing.type === 'tap' ? '' : thing.name;
              return (
                <Cmdk.Item
                  key={`${thing.type}:${name}`}
                  value={`select ${thing.type} ${name}`}
                  keywords={[name]}
                  onSelect={() => {
                    close();
                    uiStore.getState().focus(thing);
                    requestAnimationFrame(() => focusPicture(uiStore));
                  }}
                >
                  {name} <span className="dim">{thing.type}</span>
                </Cmdk.Item>
              );
            })}
          </Cmdk.Group>
          {wanted !== '' && (
            <Cmdk.Group heading="Ask the picture">
              {asked
                .slice(0, mostAsked)
                .flatMap(overlaysAbout)
                .map(({ label, name, overlay }) => (
                  <Cmdk.Item
                    key={label}
                    value={`ask ${label}`}
                    keywords={[name, label]}
                    onSelect={() => {
                      close();
                      uiStore.getState().select([]);
                      uiStore.getState().showOverlay(overlay);
                    }}
                  >
                    {label}
                  </Cmdk.Item>
                ))}
            </Cmdk.Group>
          )}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
