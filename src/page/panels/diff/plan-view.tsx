import { Copy } from 'lucide-react';
import { nameList } from '../../../core/compose/name-list.ts';
import { commandSentences, planSentences } from '../../../core/plan/plan-sentences.ts';
import {
  type ContainerOutcome,
  networksWith,
  servicesWith,
  type UpPlan,
} from '../../../core/plan/up-plan.ts';
import { useCommandContext } from '../../commands/command-button.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeText } from '../../ui/code-text.tsx';

/** The outcomes of containers with their words, from the one that interrupts most. */
const fates: readonly (readonly [ContainerOutcome, string])[] = [
  ['stopped', 'stay down'],
  ['recreated', 'made anew'],
  ['restarted', 'restarted'],
  ['created', 'new'],
  ['removed', 'taken away'],
  ['left', 'not touched'],
];

function Row({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <tr>
      <th scope="row">{before}</th>
      <td>{after}</td>
    </tr>
  );
}

/** The plan of `up` for the edits: a table before and after, the interrupted containers, and the commands. */
export function PlanView({ plan }: { readonly plan: UpPlan }) {
  const { browser } = useCommandContext();
  const { commandEffects } = plan;
  const sentences = [...planSentences(plan), ...commandSentences(plan)];
  const foreignNames = [...new Set(plan.foreignContainers.map(({ name }) => name))];
  const commands = plan.commands.join('\n');
  return (
    <section className="bh-plan" aria-label="What compose up will do" data-plan={plan.exit}>
      <h3 className="bh-heading">
        {plan.exit === 0
          ? 'What compose up will do'
          : plan.exit === 1
            ? 'Compose up will end half-way'
            : 'Compose up may end half-way'}
      </h3>
      {sentences.map((text) => (
        <p key={text} className={plan.exit === 0 ? 'bh-dim' : 'bh-err'}>
          <CodeText text={text} />
        </p>
      ))}
      <table className="bh-plan-table">
        <tbody>
          {fates.map(([fate, words]) => {
            // What `up` leaves and the commands do not has a row of its own.
            const names = servicesWith(plan, fate).filter(
              (name) =>
                fate !== 'left' || !(plan.dead.includes(name) || commandEffects.recreated.includes(name)),
            );
            return names.length === 0 ? null : <Row key={fate} before={nameList(names)} after={words} />;
          })}
          {commandEffects.recreated.length > 0 && (
            <Row
              before={nameList(commandEffects.recreated)}
              after="not touched by up, recreated by the commands"
            />
          )}
          {plan.dead.length > 0 && <Row before={nameList(plan.dead)} after="in a dead namespace" />}
          {networksWith(plan, 'made-anew').map((key) => (
            <Row key={key} before={`network ${key}`} after="made anew" />
          ))}
          {networksWith(plan, 'made').map((key) => (
            <Row key={key} before={`network ${key}`} after="made" />
          ))}
          {foreignNames.length > 0 && (
            <Row before={nameList(foreignNames)} after="of another stack, interrupted" />
          )}
          {plan.disconnected.length > 0 && (
            <Row before={nameList(plan.disconnected)} after="of another stack, in a dead namespace" />
          )}
          {plan.leftOver.map((name) => (
            <Row key={name} before={`network ${name}`} after="left over" />
          ))}
        </tbody>
      </table>
      {commands !== '' && (
        <div className="bh-plan-commands bh-column bh-gap-1-5">
          <pre data-plan-commands="">{commands}</pre>
          <Button
            small
            icon={<Copy size={12} />}
            onClick={() => void browser.copy(commands, 'Commands copied.')}
          >
            Copy the commands
          </Button>
        </div>
      )}
    </section>
  );
}
