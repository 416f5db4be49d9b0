import { assumedOf, assumptions } from '../../../core/describe/assumed.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import { engineKinds, engineNames, engineTitle, parseEngine } from '../../../core/reach/engine-kinds.ts';
import type { Engine, ReachOptions } from '../../../core/reach/reach-model.ts';
import { CommandButton } from '../../commands/command-button.tsx';
import { workStore } from '../../state/page-stores.ts';
import { keepSwitches } from '../../state/session/file-options.ts';
import { type ShownProject, useWorkspace } from '../../state/session/use-project.ts';
import { useWork } from '../../state/use-store.ts';
import { hostSwitches } from '../../state/work/opened-stacks.ts';
import { drawnFile, hostStacks } from '../../state/work/selectors.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SelectField } from '../../ui/field.tsx';
import { Section } from '../../ui/section.tsx';
import { MachineSection } from '../machine/machine-section.tsx';
import { Facts } from '../shared/facts.tsx';
import { InspectorHead } from './inspector-head.tsx';
import { FilesSection } from './service/files-section.tsx';

function Profiles({ known }: { readonly known: readonly string[] }) {
  const options = useWork((state) => state.options);
  if (known.length === 0) return null;
  return (
    <Section title="Profiles">
      {known.map((profile) => (
        <Checkbox
          key={profile}
          label={profile}
          checked={options.profiles.includes('*') || options.profiles.includes(profile)}
          onChange={(on) => {
            const active = known.filter((name) => (name === profile ? on : options.profiles.includes(name)));
            workStore.setOptions({ ...options, profiles: active });
          }}
        />
      ))}
    </Section>
  );
}

const choices = engineNames.flatMap((word) => {
  const engine = parseEngine(word);
  return engine === null ? [] : [{ value: word, label: engineTitle(engine) }];
});

/** Returns the Engines to choose from, with the current release where it is none of them. */
function engineChoices(engine: Engine): typeof choices {
  const { text } = engine;
  if (choices.some(({ value }) => value === text)) return choices;
  return [...choices, { value: text, label: engineTitle(engine) }];
}

function EngineChoice() {
  const options = useWork((state) => state.options);
  return (
    <SelectField
      label="Engine to predict"
      value={options.engine.text}
      options={engineChoices(options.engine)}
      onChange={(text) => {
        const engine = parseEngine(text);
        if (engine !== null) workStore.setOptions({ ...options, engine });
      }}
    />
  );
}

/** The inspector while nothing is selected: counts of the file, and the assumptions of the picture. */
export function FileInspector({ picture }: { readonly picture: ShownProject }) {
  const file = useWork(drawnFile);
  const options = useWork((state) => state.options);
  const workspace = useWorkspace();
  const nameFrom = useWork((state) => state.nameFrom);
  const { topology, findings } = picture.analysis;
  const networks = [...topology.networks.values()];
  const internal = networks.filter((network) => network.internal === true).length;
  const perhaps = networks.filter((network) => network.internal === 'unknown').length;

  return (
    <>
      <InspectorHead
        name={file ?? 'A new file'}
        about={
          file === null
            ? 'Drag a container onto a lane to begin.'
            : 'Select a container or a network to change it.'
        }
        numbers={[
          [topology.services.size, 'services'],
          [topology.networks.size, 'networks'],
          [
            `${internal}${perhaps > 0 ? '?' : ''}`,
            'internal',
            perhaps === 0 ? undefined : `${perhaps} unknown`,
          ],
          [file === null ? 0 : countingFindings(findings, options.profiles).length, 'findings'],
        ]}
      />
      <div className="bh-inspector-sections">
        <FilesSection />
        <Section title="What is assumed">
          <Facts
            rows={assumptions(assumedOf(workspace, options, nameFrom), options).map(
              ({ id, label, value, notable }) => ({ key: id, name: label, value, notable }),
            )}
          />
          <EngineChoice />
          <DaemonSwitches file={file} />
          <CommandButton id="compare-engines" className="bh-self-start">
            Compare Engines…
          </CommandButton>
        </Section>
        <MachineSection options={options} />
        <Profiles known={topology.profiles} />
      </div>
    </>
  );
}

/** The assumed settings of Docker's daemon, kept for the open file; for Podman, whether it runs without root. */
function DaemonSwitches({ file }: { readonly file: string | null }) {
  const options = useWork((state) => state.options);

  function choose(changes: Partial<ReachOptions>) {
    const chosen = { ...workStore.getState().options, ...changes };
    // A host is one machine: its switches are those of all its stacks.
    const stacks = hostStacks(workStore.getState());
    const name = workStore.getState().host?.name ?? null;
    const kept = stacks.length > 0 ? hostSwitches(name) : file;
    if (kept !== null) keepSwitches(kept, chosen);
    workStore.setOptions(chosen);
  }

  const { daemonSwitches, rootless } = engineKinds[options.engine.kind];
  if (rootless) {
    return (
      <Checkbox
        label="Without root"
        checked={options.rootless === true}
        onChange={(on) => choose({ rootless: on })}
      />
    );
  }
  if (!daemonSwitches) return null;
  return (
    <fieldset className="bh-grid bh-gap-1" data-daemon-switches>
      <legend className="bh-form-field-label">Settings of its daemon</legend>
      <Checkbox
        label="Userland proxy"
        checked={options.userlandProxy}
        onChange={(userlandProxy) => choose({ userlandProxy })}
      />
      <Checkbox
        label="Direct routing"
        checked={options.directRouting}
        onChange={(directRouting) => choose({ directRouting })}
      />
      <Checkbox
        label="IPv6 where a network does not say"
        checked={options.ipv6Default === true}
        onChange={(ipv6Default) => choose({ ipv6Default })}
      />
      <Checkbox
        label="Firewall rules by nftables"
        checked={options.firewallBackend === 'nftables'}
        onChange={(on) => choose({ firewallBackend: on ? 'nftables' : 'iptables' })}
      />
    </fieldset>
  );
}
