// Forms that Docker Compose has learnt lately. Where the one at hand refuses a file because of such a form, it is older than
// what we read, and there is nothing to compare.

/** `refusal` matches the words of a version that does not know the form. */
interface NewerForm {
  readonly refusal: RegExp;
  readonly what: string;
}

const newerForms: readonly NewerForm[] = [
  { refusal: /Additional property provider is not allowed/, what: 'provider services' },
  { refusal: /Additional property models is not allowed/, what: 'models' },
  { refusal: /Additional property use_api_socket is not allowed/, what: 'use_api_socket' },
  { refusal: /Additional property interface_name is not allowed/, what: 'interface_name' },
  { refusal: /Additional property gw_priority is not allowed/, what: 'gw_priority' },
  { refusal: /Additional property enable_ipv4 is not allowed/, what: 'enable_ipv4' },
  { refusal: /Additional property pre_start is not allowed/, what: 'pre_start hooks' },
  { refusal: /volumes\.\d+ Additional property image is not allowed/, what: 'image volumes' },
  {
    refusal: /watch\.\d+ Additional property (?:initial_sync|include) is not allowed/,
    what: 'options of watch',
  },
  { refusal: /depends_on\.[\w.-]+\.required must be a boolean/, what: 'required as a text' },
  { refusal: /Invalid (?:containerPort|hostPort): \+\d/, what: 'ports with a plus sign' },
  { refusal: /pull_policy must be one of/, what: 'pull policies with an age' },
  { refusal: /conflicts with imported resource/, what: 'a file that overrides what it includes' },
  { refusal: /too many colons in address/, what: 'IPv6 addresses of ports without brackets' },
  { refusal: /found incompatible YAML document/, what: 'the directive %YAML 1.2' },
  { refusal: /panic: interface conversion: interface \{\} is nil/, what: '`pid` with nothing in it' },
];

/** The form that explains a refusal; null where none does. */
export function newerForm(refusal: string): string | null {
  return newerForms.find((form) => form.refusal.test(refusal))?.what ?? null;
}
