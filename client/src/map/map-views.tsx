import { Link } from 'wouter';
import { mapPath, type MapPart } from '../app/routes.ts';
import { mapText } from '../ui/text/map.ts';
import classes from './map-frame.module.css';

/** The screens beside each other at the top of the map. */
const shownParts = [
  'graph',
  'list',
  'people',
  'findings',
  'import',
] as const satisfies readonly MapPart[];

/** The ways to the screens of the map. */
export function MapViews(props: {
  /** The one that is shown, or that what is shown belongs to. */
  readonly part: MapPart;
  /** Where one of many is shown, which the part itself only lists. */
  readonly isOfOne?: boolean;
  /** What the address says beside the screen, and goes on saying. */
  readonly search?: string;
}) {
  const { part, isOfOne = false, search = '' } = props;
  return (
    <nav className={classes.views} aria-label={mapText.views}>
      {shownParts.map((one) => (
        <Link
          key={one}
          href={mapPath(one, '', search)}
          className={classes.view}
          {...(one === part ? { 'aria-current': isOfOne ? ('true' as const) : 'page' } : {})}
        >
          {mapText.parts[one]}
        </Link>
      ))}
    </nav>
  );
}
