import type { Service } from '../../../core/compose/topology.ts';
import { CommitField } from '../../../ui/commit-field.tsx';
import { Section } from '../../../ui/section.tsx';
import { applyOperations } from '../../shared/apply-operations.ts';
import { rawCommand, rawText } from './raw-values.ts';

/** Image, command and user, plainly. An emptied field takes the key away. */
export function RuntimeSection({ service }: { readonly service: Service }) {
  const { name, tree } = service;

  function unset(key: string): string | null {
    return applyOperations([{ type: 'unset', service: name, key, item: null }], `Remove ${key} of ${name}`);
  }

  return (
    <Section title="Container">
      <CommitField
        label="Image"
        value={rawText(tree, 'image')}
        placeholder={service.hasBuild ? 'built from this folder' : 'nginx:1.27'}
        onCommit={(text) => {
          const image = text.trim();
          if (image !== '')
            return applyOperations([{ type: 'image', service: name, image }], `Image of ${name}: ${image}`);
          return service.hasBuild ? unset('image') : 'A service needs an image, or a build.';
        }}
      />
      <CommitField
        label="Command"
        value={rawCommand(tree)}
        placeholder="as the image has it"
        onCommit={(command) =>
          command.trim() === ''
            ? unset('command')
            : applyOperations([{ type: 'command', service: name, command }], `Command of ${name}`)
        }
      />
      <CommitField
        label="User"
        value={rawText(tree, 'user')}
        placeholder="as the image has it, often root"
        onCommit={(text) => {
          const user = text.trim();
          if (user === '') return unset('user');
          return applyOperations([{ type: 'user', service: name, user }], `User of ${name}: ${user}`);
        }}
      />
      {service.privileged === 'unknown' && (
        <p className="bh-refused">Whether it is privileged is not known: root on the host, if so.</p>
      )}
      {service.privileged === true && (
        <p className="bh-refused">privileged: true. This container is root on the host.</p>
      )}
    </Section>
  );
}
