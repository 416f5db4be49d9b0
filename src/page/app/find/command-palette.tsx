import { Command as Cmdk } from 'cmdk';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useCommandContext } from '../../commands/command-button.tsx';
import type { Next, Question } from '../../commands/question.ts';
import { uiStore } from '../../state/page-stores.ts';
import { carryOut } from '../../state/work/carry-out.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { forgetTypedAhead, typedAhead } from '../../ui/typed-ahead.ts';
import { type Change, mostEffects, useEffects } from './use-effects.ts';
import { answersTo, type Group, useGroups } from './use-groups.ts';

/** The box that finds stacks, services and networks, and runs commands; a command asks in it for what it has to know. */
export function CommandPalette() {
  const context = useCommandContext();
  const [search, setSearch] = useState(() => typedAhead().text);
  useEffect(forgetTypedAhead, []);
  const [asked, setAsked] = useState<readonly Question[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const question = asked.at(-1);
  const close = () => uiStore.getState().setDialog(null);
  const found = useGroups(question === undefined ? search : '');
  const answers = question === undefined ? null : answersTo(question, search);
  const shown: readonly Group[] = answers === null ? found : [{ heading: null, items: answers.items }];

  const changes = new Map<string, Change>();
  if (search.trim() !== '' || question !== undefined) {
    for (const { key, next } of shown[0]?.items.slice(0, mostEffects) ?? []) {
      const leads = next();
      if (leads.kind !== 'operate') continue;
      const { operations, shows } = leads;
      changes.set(key, { operations, service: shows?.type === 'service' ? shows.name : null });
    }
  }
  const effects = useEffects(changes);

  function type(text: string): void {
    setSearch(text);
    setRefused(null);
  }

  function choose(next: Next): void {
    switch (next.kind) {
      case 'ask':
        setAsked([...asked, next.question]);
        type('');
        return;
      case 'run':
        close();
        next.run();
        return;
      case 'operate': {
        const reason = carryOut(context.work, context.ui, next.operations, next.label);
        if (reason !== null && reason.choices.length === 0) {
          setRefused(reason.message);
          return;
        }
        close();
        if (reason === null && next.shows !== undefined) uiStore.getState().focus(next.shows);
      }
    }
  }

  /** Goes back by one question instead of closing the box. */
  function goBack(event: KeyboardEvent): void {
    const isBack = event.key === 'Escape' || (event.key === 'Backspace' && search === '');
    if (!isBack || asked.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    setAsked(asked.slice(0, -1));
    type('');
  }

  const why = refused ?? answers?.why ?? null;
  return (
    <Dialog title="Find or run" onClose={close} width={620} className="bh-dialog-commands">
      <Cmdk label="Find or run" loop shouldFilter={false} onKeyDownCapture={goBack}>
        {question !== undefined && (
          <p className="bh-command-question bh-small bh-strong" data-question={question.title}>
            {question.title} <span className="bh-dim bh-tiny">Esc goes back</span>
          </p>
        )}
        <Cmdk.Input
          className="bh-input bh-command-input"
          data-autofocus=""
          aria-label={question?.title}
          placeholder={question === undefined ? 'A service, a network or a command' : ''}
          value={search}
          onValueChange={type}
        />
        <Cmdk.List className="bh-command-list">
          {why === null ? (
            <Cmdk.Empty className="bh-pane-empty">
              {question?.typed !== undefined && search === ''
                ? 'Type it, and its effect is shown.'
                : 'No matches.'}
            </Cmdk.Empty>
          ) : (
            <p className="bh-pane-empty bh-err" role="status">
              {why}
            </p>
          )}
          {shown.map(({ heading, items }) => (
            <Cmdk.Group key={heading} {...(heading !== null && { heading })}>
              {items.map(({ key, label, kind, shortcut, isRequest, runs, next }) => (
                <Cmdk.Item
                  key={key}
                  className="bh-menu-item bh-row bh-gap-2 bh-small"
                  value={key}
                  disabled={!runs}
                  onSelect={() => choose(next())}
                >
                  <span className="bh-grow" data-asked-url={isRequest ? search.trim() : undefined}>
                    {label} {kind !== undefined && <span className="bh-dim">{kind}</span>}
                    {!runs && <span className="bh-dim"> not now</span>}
                    {effects.has(key) && <small data-effect={key}>{effects.get(key)}</small>}
                  </span>
                  {shortcut !== undefined && <kbd className="bh-badge bh-rigid">{shortcut}</kbd>}
                </Cmdk.Item>
              ))}
            </Cmdk.Group>
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}
