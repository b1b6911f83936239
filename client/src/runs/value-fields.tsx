import { Text, TextInput } from '@mantine/core';
import { isShellHostile, maxVariableLength } from '@holdfast/shared/markdown/variables';
import { runsText } from '../ui/text/runs.ts';

/** One field a variable. What a shell would take apart is said, and goes in as it is typed. */
export function ValueFields(props: {
  readonly variables: readonly { readonly name: string; readonly description?: string }[];
  readonly values: ReadonlyMap<string, string>;
  readonly onChange: (name: string, value: string) => void;
}) {
  return props.variables.map(({ name, description }, at) => {
    const value = props.values.get(name) ?? '';
    return (
      <TextInput
        key={name}
        mt={at === 0 ? 0 : 'xs'}
        label={name}
        description={<Described description={description} value={value} />}
        value={value}
        maxLength={maxVariableLength}
        onChange={(event) => props.onChange(name, event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="off"
        {...(at === 0 ? { 'data-autofocus': true } : {})}
      />
    );
  });
}

function Described(props: { readonly description: string | undefined; readonly value: string }) {
  return (
    <>
      {props.description}
      {isShellHostile(props.value) && (
        // A note, not a fault: nothing is refused for it.
        <Text component="span" display="block" inherit c="var(--hf-warn)">
          {runsText.start.hostile}
        </Text>
      )}
    </>
  );
}
