import type { Nodes } from 'hast';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { markdownToTree } from '../markdown/markdown-tree.ts';
import { readRunnable } from '../markdown/steps.ts';
import { project } from '../model/project.ts';
import { readRunbook } from '../model/runbook.ts';
import { applyImport } from './apply-import.ts';
import { planExport } from './plan-export.ts';
import { planRunbookImport } from './plan-import.ts';

/** What other tools put into Markdown, with steps in it and around it. */
const constructs: readonly {
  readonly name: string;
  readonly text: string;
  /** Must be readable. */
  readonly shown: readonly string[];
  readonly steps: readonly string[];
}[] = [
  {
    name: 'MkDocs admonitions',
    text: `# A

## Check

1. Before

!!! warning "Two primaries"
    Writes are **lost** while both run.

    1. Stop the old one
    2. Look at the lag

        it is in seconds

    \`\`\`sh
    pg_ctl stop

    psql -c 'select 1'
    \`\`\`

??? note
    Folded words

???+ tip "Open"

    - [ ] Tick this

!!! danger ""
    No title

After
`,
    shown: [
      'Two primaries',
      'Writes are lost while both run.',
      "psql -c 'select 1'",
      'it is in seconds',
      'Folded words',
      'Open',
      'No title',
      'After',
    ],
    steps: ['Before', 'Stop the old one', 'Look at the lag', 'Tick this'],
  },
  {
    name: 'ERB',
    text: `<%# a comment %>
# Restart <%= service %>

<% if replicated? %>
1. Drain <%= node.name %>
2. Run \`sudo systemctl restart <%= service %>\`
<% end %>
<%- hosts.each do |host| -%>
- [ ] Look at <%= link_to host, "https://x.example/#{host}" %>
<%- end -%>
`,
    shown: ['Drain <%= node.name %>', 'sudo systemctl restart <%= service %>', '<% end %>'],
    steps: [
      'Drain <%= node.name %>',
      'Run sudo systemctl restart <%= service %>',
      'Look at <%= link_to host',
    ],
  },
  {
    name: 'Jekyll',
    text: `---
layout: page
title: Failover
---
{% include warning.html content="Call **first**" %}

{% if site.prod %}
1. Call the person on duty
2. {% include step.md name="fence" %}
{% endif %}

{% highlight sh %}
patronictl switchover
{% endhighlight %}

See {{ site.baseurl }}{% link other.md %} and {{ page.title | upcase }}.
{: .note }
`,
    shown: [
      '{% include warning.html content="Call first" %}',
      'patronictl switchover',
      '{{ page.title | upcase }}',
    ],
    steps: ['Call the person on duty', '{% include step.md name="fence" %}'],
  },
  {
    name: 'Hugo shortcodes',
    text: `+++
title = "Clock"
+++

{{< tabs "uniqueid" >}}
{{% tab "MacOS" %}}
1. Open the app
2. Read {{< ref "other.md" >}}
{{% /tab %}}
{{<tab name="Linux">}}
- [ ] \`chronyc tracking\`
{{</tab>}}
{{< /tabs >}}

{{< figure src="images/a.svg" title="A picture" >}}
{{/* a comment */}}
`,
    shown: ['{{% tab "MacOS" %}}', '{{<tab name="Linux">}}', 'chronyc tracking', 'A picture'],
    steps: ['Open the app', 'Read {{< ref "other.md" >}}', 'chronyc tracking'],
  },
];

function words(node: Nodes): string {
  if (node.type === 'text') return node.value;
  const isBlock = node.type === 'element' && /^(?:p|pre|li|h\d|div|blockquote)$/.test(node.tagName);
  const inside = 'children' in node ? node.children.map(words).join('') : '';
  return isBlock ? `${inside}\n` : inside;
}

describe.each(constructs)('$name', ({ text, shown, steps }) => {
  it.each([
    ['as it is', text],
    ['with line ends of Windows', text.replaceAll('\n', '\r\n')],
  ])('goes through, %s: readable, with its steps, and the same bytes in the end', (_, written) => {
    const bytes = encodeUtf8(written);
    const files = [{ path: 'a.md', bytes }];
    const [decision] = planRunbookImport({ root: 'ops', files, existing: () => undefined });
    if (decision?.kind !== 'create') throw new Error('not taken in');
    const doc = new Y.Doc();
    applyImport(doc, decision, 1_000, 'Ana');
    expect(project(decision.name, doc).kind).toBe('runbook');
    const runbook = readRunbook(doc);
    const { tree } = markdownToTree(runbook.body);
    const read = words(tree).replaceAll('\r\n', '\n');
    for (const one of shown) expect(read).toContain(one);
    const found = readRunnable(runbook.body).steps;
    expect(found.map((step) => step.text)).toEqual(
      steps.map((one): unknown => expect.stringContaining(one)),
    );
    for (const step of found) expect(runbook.body.slice(step.start)).toMatch(/^(?:\d+\.|- \[ \])/);
    expect(planExport([{ name: decision.name, ...runbook }])[0]?.bytes).toEqual(bytes);
  });
});
