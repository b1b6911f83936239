import {
  createTheme,
  localStorageColorSchemeManager,
  type CSSVariablesResolver,
} from '@mantine/core';
import { commonText } from '../ui/text/common.ts';

/**
 * Mantine's defaults fail WCAG AA (white on blue.6 is 3.56:1, dimmed text 3.3:1); shade 8 gives
 * 5.0:1 and the greys below at least 7:1.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '600' },
  // By name, so that none of them has to be there at the start.
  components: {
    Modal: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': commonText.close },
        // A dialog's head is no banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': commonText.dismiss } } },
    // Its placeholder is an element that a menu may not contain.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Calmer than Mantine's bold.
    Button: { styles: { label: { fontWeight: 500 } } },
  },
  colors: {
    dark: [
      '#d5d8de',
      '#b4b8c1',
      '#8b909a',
      '#6a6f79',
      '#3d4149',
      '#2d3037',
      '#25282e',
      '#1b1d21',
      '#16181b',
      '#101113',
    ],
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1f2328',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': '#5c636a',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-blue-9)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
  },
});

/** Shares its key with `public/color-scheme.js`. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'holdfast-color-scheme' });
