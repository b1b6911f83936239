import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { useMap } from '../map-context.tsx';

/** The way to a component's page, by its name. */
export function ComponentLink(props: { readonly id: string }) {
  const map = useMap();
  return (
    <Link href={mapPath('components', props.id)} dir="auto">
      {map.components.get(props.id)?.name ?? props.id}
    </Link>
  );
}
