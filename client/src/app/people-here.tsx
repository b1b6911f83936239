import { useHub, useObservable } from './hub-context.tsx';
import { lazyScreen } from './lazy-screen.tsx';

const PeopleMenu = lazyScreen(
  async () => (await import('./people-menu.tsx')).PeopleMenu,
  () => null,
);

/** Who else is here, if anybody is. */
export function PeopleHere() {
  const people = useObservable(useHub().people);
  return people.length === 0 ? null : <PeopleMenu people={people} />;
}
