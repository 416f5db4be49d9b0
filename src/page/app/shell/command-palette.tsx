import { Command as Cmdk } from 'cmdk';
import { type ReactNode, useEffect, useState } from 'react';
import { splitHostName } from '../../../core/host/host.ts';
import { hostPlace, outsidePlace } from '../../../core/reach/places.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { focusPicture } from '../../commands/focus-picture.ts';
import { commands, runCommand } from '../../commands/registry.ts';
import { shortcutLabel } from '../../commands/shortcuts.ts';
import { openService } from '../../commands/show-on-host.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useProject } from '../../state/session/use-project.ts';
import type { Overlay } from '../../state/ui/overlay.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { useFolded, useWork } from '../../state/use-store.ts';
import { hostAnalysis, hostStacks } from '../../state/work/selectors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { askedUrl } from './asked-url.ts';
import { forgetTypedAhead, typedAhead } from './typed-ahead.tsx';

interface Asked {
  readonly label: string;
  readonly name: string;
  readonly overlay: Overlay;
}

/** Returns the overlays about one service or network. */
function overlaysAbout(thing: Selected): readonly Asked[] {
  switch (thing.type) {
    case 'service': {
      const { name } = thing;
      return [
        { label: `Reach of ${name}`, name, overlay: { kind: 'reach', service: name } },
        { label: `Blast radius of ${name}`, name, overlay: { kind: 'blast', start: name, hops: null } },
        {
          label: `How the outside reaches ${name}`,
          name,
          overlay: { kind: 'way', from: outsidePlace, to: name },
        },
        { label: `How ${name} reaches the host`, name, overlay: { kind: 'way', from: name, to: hostPlace } },
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
 * Returns how well a search matches the words of an item, from 0 to 1: a whole word, its beginning, a part of it, or every word of the
 * search somewhere. The search is not fuzzy, so that a service's name never finds a command.
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

interface Item {
  readonly value: string;
  readonly words: readonly string[];
  readonly label: ReactNode;
  readonly run: () => void;
}

interface Group {
  readonly heading: string;
  readonly items: readonly Item[];
}

/** Sorts groups by their best match; without a search, and between equals, the given order stays. */
function byFit(list: readonly Group[], search: string): readonly Group[] {
  if (search.trim() === '') return list;
  const score = ({ items }: Group): number =>
    items.reduce((best, { words }) => Math.max(best, matchScore(search, words)), 0);
  return list
    .map((group) => ({ group, best: score(group) }))
    .sort((a, b) => b.best - a.best)
    .map(({ group }) => group);
}

/** Returns the stacks of the host and their services as `STACK/SERVICE`, which unfold when they are chosen. */
function useStackItems(wanted: string): readonly Item[] {
  const stacks = useWork(hostStacks);
  const show = (id: string, service: string | null) => () => {
    workStore.unfold(id);
    hostViewStore.getState().revealStack(id);
    if (service === null) return;
    uiStore.getState().focus({ type: 'service', name: service });
    requestAnimationFrame(() => focusPicture(uiStore));
  };
  const item = (name: string, word: string, words: readonly string[], run: () => void): Item => ({
    value: `${word} ${name}`,
    words,
    label: (
      <>
        {name} <span className="bh-dim">{word}</span>
      </>
    ),
    run,
  });
  const all = stacks.map(({ id }) => item(id, 'stack', [id], show(id, null)));
  // One after the other until there are enough: a host has thousands.
  const found = all.filter(({ words }) => words.some((word) => word.toLowerCase().includes(wanted)));
  if (wanted === '') return found.slice(0, mostThings);
  for (const { id, session } of stacks) {
    for (const name of session.workspace.topology.services.keys()) {
      if (found.length >= mostThings) return found;
      const full = `${id}/${name}`;
      if (full.toLowerCase().includes(wanted))
        found.push(item(full, 'service', [full, name], show(id, name)));
    }
  }
  return found;
}

/** The dialog that finds stacks, services and networks, and runs commands. */
export function CommandPalette() {
  const context = useCommandContext();
  const { topology, ways } = useProject().analysis;
  // Folded stacks are found as such; there is no project whose parts could be named.
  const isFolded = useFolded();
  const [search, setSearch] = useState(typedAhead);
  useEffect(forgetTypedAhead, []);
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  const close = () => uiStore.getState().setDialog(null);
  const wanted = search.trim().toLowerCase();
  const all = isFolded
    ? []
    : [
        ...[...topology.services.keys()].map((name) => ({ type: 'service', name }) as const),
        ...[...topology.networks.keys()].map((name) => ({ type: 'network', name }) as const),
      ];
  // 'reach of web' asks about web.
  const subject = wanted.split(/\s+/).at(-1) ?? '';

  const runs = groups.map((heading): Group => {
    const ownCommands = commands.filter(
      ({ group, id, when }) => group === heading && id !== 'commands' && when(context),
    );
    const items = ownCommands.map(({ id, label, keywords, shortcuts }) => ({
      value: id,
      words: [label, ...keywords.split(' ')],
      label: (
        <>
          {label}
          {shortcuts[0] !== undefined && (
            <kbd className="bh-badge bh-push">{shortcutLabel(shortcuts[0], mac)}</kbd>
          )}
        </>
      ),
      run: () => runCommand(id, context),
    }));
    return { heading, items };
  });
  const things = all
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, mostThings)
    .map((thing) => ({
      value: `select ${thing.type} ${thing.name}`,
      words: [thing.name],
      label: (
        <>
          {thing.name} <span className="bh-dim">{thing.type}</span>
        </>
      ),
      run() {
        uiStore.getState().focus(thing);
        requestAnimationFrame(() => focusPicture(uiStore));
      },
    }));
  const asked =
    wanted === ''
      ? []
      : all
          .filter(({ name }) => name.toLowerCase().includes(subject))
          .slice(0, mostAsked)
          .flatMap(overlaysAbout)
          .map(({ label, name, overlay }) => ({
            value: `ask ${label}`,
            words: [name, label],
            label,
            run() {
              uiStore.getState().select([]);
              uiStore.getState().showOverlay(overlay);
            },
          }));
  const stacks = useStackItems(wanted);
  // Routes of one stack lead through the proxy of another: on a host all of them are asked.
  const hostWays = useWork((state) =>
    hostStacks(state).length > 0 ? (hostAnalysis(state)?.ways ?? null) : undefined,
  );
  const request = askedUrl(hostWays === undefined ? ways : hostWays, search);
  const requests: readonly Item[] =
    request === null
      ? []
      : [
          {
            value: `request ${search}`,
            words: [search.trim()],
            label: <span data-asked-url={search.trim()}>{request.text}</span>,
            run() {
              if (request.service === null) return;
              const { stack, service } = splitHostName(request.service);
              if (stack === '') uiStore.getState().focus({ type: 'service', name: service });
              else openService(stack, service);
              requestAnimationFrame(() => focusPicture(uiStore));
            },
          },
        ];
  const shown = byFit(
    [
      { heading: 'Who answers', items: requests },
      ...runs,
      { heading: 'Select', items: things },
      { heading: 'Stacks', items: stacks },
      { heading: 'Ask the picture', items: asked },
    ],
    search,
  );

  return (
    <Dialog title="Find or run" onClose={close} width={560} className="bh-dialog-commands">
      <Cmdk label="Find or run" loop filter={(_, wantedText, words) => matchScore(wantedText, words ?? [])}>
        <Cmdk.Input
          className="bh-input bh-command-input"
          data-autofocus=""
          placeholder="A service, a network or a command"
          value={search}
          onValueChange={setSearch}
        />
        <Cmdk.List className="bh-command-list">
          <Cmdk.Empty className="bh-pane-empty">No matches.</Cmdk.Empty>
          {shown.map(({ heading, items }) => (
            <Cmdk.Group key={heading} heading={heading}>
              {items.map(({ value, words, label, run }) => (
                <Cmdk.Item
                  key={value}
                  className="bh-menu-item bh-row bh-gap-2 bh-small"
                  value={value}
                  keywords={[...words]}
                  onSelect={() => {
                    close();
                    run();
                  }}
                >
                  {label}
                </Cmdk.Item>
              ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
