import { Menu } from '@mantine/core';
import type { May } from './may-do.ts';

/** In a menu with entries that are disabled: why they are, and whom to ask. */
export function MenuWhy({ may }: { readonly may: May }) {
  return may.ok ? null : <Menu.Label>{may.why}</Menu.Label>;
}
