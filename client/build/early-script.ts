import type { HtmlTagDescriptor, Plugin } from 'vite';

/** Puts the entry `source` before all other scripts of the page, so that it runs while these are still being read. */
export function earlyScript(source: string): Plugin {
  return {
    name: 'early-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find(
          (file) => file.type === 'chunk' && file.isEntry && file.facadeModuleId === source,
        );
        if (chunk === undefined) throw new Error(`The build has no entry ${source}`);
        const script: HtmlTagDescriptor = {
          tag: 'script',
          attrs: { type: 'module', crossorigin: true, src: `/${chunk.fileName}` },
          injectTo: 'head-prepend',
        };
        return [script];
      },
    },
  };
}
