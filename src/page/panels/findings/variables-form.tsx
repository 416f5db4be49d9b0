import { type FormEvent, useId, useState } from 'react';
import { envFileOf } from '../../../core/compose/environment/dot-env.ts';
import { type VariableUse, variablesOf } from '../../../core/compose/environment/variables.ts';
import { writeDotEnv } from '../../../core/compose/environment/write-dot-env.ts';
import { nameList } from '../../../core/compose/name-list.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { saveFiles } from '../../commands/save-commands.ts';
import { unreadVersion } from '../../state/files/file-home.ts';
import { textChange } from '../../state/files/text-change.ts';
import { editorStore, filesStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { drawnSession } from '../../state/work/selectors.ts';
import { Button } from '../../ui/button.tsx';
import { LineLink } from '../shared/line-link.tsx';

interface FieldProps {
  readonly variable: VariableUse;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Returns the first of several places, with the number of the others. */
function firstOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** The field of one variable, with the services that use it and its description in the file. */
function Field({ variable, value, onChange }: FieldProps) {
  const id = useId();
  const { name, state, defaults, hint, services, at } = variable;
  const [fallback] = defaults;
  const words = [
    ...(hint === '' ? [] : [hint]),
    ...(fallback === undefined ? [] : [`default ${fallback === '' ? 'nothing' : fallback}`]),
    ...(services.length === 0 ? [] : [firstOf(services)]),
  ];
  return (
    <li className="bh-variable bh-tiny bh-grid bh-gap-1-5">
      <label htmlFor={id} className="bh-mono">
        {name}
      </label>
      <input
        id={id}
        className="bh-input bh-mono"
        type="text"
        spellCheck={false}
        autoComplete="off"
        data-variable={name}
        value={value}
        placeholder={fallback ?? (state === 'required' ? 'required' : 'no value')}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-about`} className="bh-dim">
        {words.join(' · ')} <LineLink path={at} />
      </span>
    </li>
  );
}

/** Returns the sentence about where the values are written, which depends on how the file was opened. */
function destinationText(file: string, placed: boolean): string {
  return placed
    ? `Writes them to ${file} beside the compose file.`
    : `Downloads ${file}: put it beside the compose file.`;
}

/** Returns the text of `.env`, read from disk where the page does not have it; null where that fails. */
async function textOf(file: string): Promise<string | null> {
  const session = drawnSession(workStore.getState());
  const known = session?.workspace.input.texts.get(file);
  const placed = filesStore.getState().homes.get(file);
  if (known !== undefined || placed?.version !== unreadVersion) return known ?? '';
  const now = await placed.home.read().catch(() => null);
  if (now === null) return null;
  workStore.dispatch({ type: 'set-variables', texts: new Map([[file, now.text]]) });
  filesStore.getState().setVersion(file, now.version);
  return now.text;
}

/** A form for the variables without a value, and on demand for those with a default; one button writes them to `.env`. */
function VariablesForm({ missing }: { readonly missing: readonly string[] }) {
  const context = useCommandContext();
  const workspace = useWorkspace();
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const file = envFileOf(workspace.input);
  const placed = editorStore.getState().editor !== null || filesStore.getState().homes.has(file);
  const all = variablesOf(workspace);
  const given = all.filter(({ state, defaults }) => state === 'default' && defaults.length > 0);
  const typed = new Map([...values].filter(([, value]) => value !== ''));

  function field(variable: VariableUse) {
    const { name } = variable;
    return (
      <Field
        key={name}
        variable={variable}
        value={values.get(name) ?? ''}
        onChange={(value) => setValues((before) => new Map(before).set(name, value))}
      />
    );
  }

  async function write(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (typed.size === 0) return;
    // The row is removed with its last variable, so the pane takes the focus.
    event.currentTarget.closest('.bh-findings')?.querySelector('button')?.focus();
    const before = await textOf(file);
    if (before === null) {
      uiStore.getState().toast(`${file} cannot be read: nothing was written.`, 'error');
      return;
    }
    const edits = textChange(before, writeDotEnv(before, typed));
    const label = `Give ${nameList([...typed.keys()])} a value`;
    workStore.dispatch({ type: 'edit-text', file, edits, label });
    setValues(new Map());
    await saveFiles(context, [file]);
  }

  return (
    <form className="bh-variables bh-column bh-gap-2" onSubmit={(event) => void write(event)}>
      <ul>{all.filter(({ name }) => missing.includes(name)).map(field)}</ul>
      {given.length > 0 && (
        <details>
          <summary>{given.length} more with a default</summary>
          <ul>{given.map(field)}</ul>
        </details>
      )}
      <p className="bh-cluster bh-gap-2 bh-tiny">
        <Button type="submit" look="primary" small disabled={typed.size === 0}>
          Write them to .env
        </Button>
        <span className="bh-dim">{destinationText(file, placed)} Empty fields stay unchanged.</span>
      </p>
    </form>
  );
}

/** The finding about variables without a value, with the form that sets them. */
export function MissingVariables({ missing }: { readonly missing: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {missing.length > 5 && !open && <p className="bh-tiny bh-break bh-mono">{missing.join(', ')}</p>}
      <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Close the form' : 'Give them values…'}
      </Button>
      {open && <VariablesForm missing={missing} />}
    </>
  );
}
