import { X } from 'lucide-react';
import type { Service } from '../../../../core/compose/topology.ts';
import { shellWord } from '../../../../core/quote/shell-word.ts';
import { childOf, entriesOf, itemsOf, scalarText, type Tree } from '../../../../core/yaml/tree.ts';
import { IconButton } from '../../../ui/button.tsx';
import { CommitField } from '../../../ui/commit-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { AddField } from '../../shared/add-field.tsx';
import { applyOperations, type Edit } from '../../shared/apply.tsx';

function VariableRow({ service, variable }: { readonly service: string; readonly variable: RawVariable }) {
  const { key, value } = variable;
  return (
    <li className="bh-variable bh-tiny bh-grid bh-gap-1-5">
      <code className="bh-truncate" title={key}>
        {key}
      </code>
      <CommitField
        label={`Value of ${key}`}
        hideLabel
        value={value ?? ''}
        placeholder={value === null ? 'from the shell' : 'empty'}
        onCommit={(text) =>
          applyOperations([{ type: 'env', service, key, value: text }], `Set ${key} of ${service}`)
        }
      />
      <IconButton
        small
        label={`Remove ${key}`}
        icon={<X size={13} />}
        onClick={() =>
          applyOperations(
            [{ type: 'unset', service, key: 'environment', item: key }],
            `Remove ${key} of ${service}`,
          )
        }
      />
    </li>
  );
}

/** The environment of a service as written in the file, with unresolved variables. */
export function EnvironmentSection({ service }: { readonly service: Service }) {
  const variables = rawEnvironment(service.tree);

  function add(entry: string): string | null {
    const equals = entry.indexOf('=');
    if (equals < 1) return 'Write NAME=value.';
    const key = entry.slice(0, equals);
    return applyOperations(
      [{ type: 'env', service: service.name, key, value: entry.slice(equals + 1) }],
      `Set ${key} of ${service.name}`,
    );
  }

  return (
    <Section title="Environment" note={variables.length} closed={variables.length === 0}>
      {variables.length > 0 && (
        <ul className="bh-variables bh-column bh-gap-2">
          {variables.map((variable) => (
            <VariableRow key={variable.key} service={service.name} variable={variable} />
          ))}
        </ul>
      )}
      <AddField form={`variable ${service.name}`} label="New variable" placeholder="NAME=value" onAdd={add} />
    </Section>
  );
}

/** A key of the service as an editable field. */
interface KeyRow {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** Returns the edit for a new text, or the reason why the text is refused. */
  readonly edit: (text: string) => Edit | string;
}

/** Returns the fields for image, command and user; emptying one removes its key. */
function keyRows({ name, tree, hasBuild }: Service): readonly KeyRow[] {
  const unset = (key: string): Edit => ({
    operation: { type: 'unset', service: name, key, item: null },
    label: `Remove ${key} of ${name}`,
  });
  return [
    {
      label: 'Image',
      value: rawText(tree, 'image'),
      placeholder: hasBuild ? 'built from this folder' : 'nginx:1.27',
      edit(text) {
        const image = text.trim();
        if (image === '') return hasBuild ? unset('image') : 'A service needs an image, or a build.';
        return { operation: { type: 'image', service: name, image }, label: `Image of ${name}: ${image}` };
      },
    },
    {
      label: 'Command',
      value: rawCommand(tree),
      placeholder: 'from the image',
      edit(command) {
        if (command.trim() === '') return unset('command');
        return { operation: { type: 'command', service: name, command }, label: `Command of ${name}` };
      },
    },
    {
      label: 'User',
      value: rawText(tree, 'user'),
      placeholder: 'from the image, often root',
      edit(text) {
        const user = text.trim();
        if (user === '') return unset('user');
        return { operation: { type: 'user', service: name, user }, label: `User of ${name}: ${user}` };
      },
    },
  ];
}

/** The section of a container's image, command and user. */
export function RuntimeSection({ service }: { readonly service: Service }) {
  return (
    <Section title="Container">
      {keyRows(service).map(({ edit, ...row }) => (
        <CommitField
          key={row.label}
          {...row}
          onCommit={(text) => {
            const made = edit(text);
            return typeof made === 'string' ? made : applyOperations([made.operation], made.label);
          }}
        />
      ))}
      {service.privileged === 'unknown' && (
        <p className="bh-notice bh-err">It may be privileged, and then it is root on the host.</p>
      )}
      {service.privileged === true && (
        <p className="bh-notice bh-err">privileged: true. This container is root on the host.</p>
      )}
    </Section>
  );
}

// What the file literally says, for fields that are edited: variables stay variables.

/** One environment entry as written; a null `value` is taken from the shell. */
interface RawVariable {
  readonly key: string;
  readonly value: string | null;
}

/** Returns the entries of `environment`, from its list or map form. */
export function rawEnvironment(service: Tree): readonly RawVariable[] {
  const tree = childOf(service, 'environment');
  const variables: RawVariable[] = entriesOf(tree).map(({ key, value }) => ({
    key,
    value: scalarText(value),
  }));
  for (const item of itemsOf(tree)) {
    const text = scalarText(item);
    if (text === null) continue;
    const equals = text.indexOf('=');
    variables.push(
      equals < 0 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) },
    );
  }
  return variables;
}

/** Returns `command` as one line; words of a list are quoted where a shell needs it. */
export function rawCommand(service: Tree): string {
  const tree = childOf(service, 'command');
  const text = scalarText(tree);
  if (text !== null) return text;
  return itemsOf(tree)
    .map((item) => shellWord(scalarText(item) ?? ''))
    .join(' ');
}

/** Returns the text of a scalar key such as `image` or `user`; '' where it is absent. */
export function rawText(service: Tree, key: string): string {
  return scalarText(childOf(service, key)) ?? '';
}
