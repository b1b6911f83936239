import { IconShieldLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from '../home/home-page.module.css';
import { accessText } from '../ui/text/access.ts';
import { homeText } from '../ui/text/home.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { accessPath } from './access-routes.ts';
import { routeToPath } from './routes.ts';
import { morePlaces } from './sections.ts';

/** On a phone: the places that the bar has no room for. */
export function MorePage() {
  usePageTitle(homeText.more);
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{homeText.more}</h1>
      <ul className={classes.places}>
        {morePlaces.map((place) => (
          <li key={place.label}>
            <Link href={routeToPath(place.route)} className={classes.place}>
              <place.icon size={22} stroke={1.75} aria-hidden="true" />
              {place.label}
            </Link>
          </li>
        ))}
        <li>
          <Link href={accessPath('people')} className={classes.place}>
            <IconShieldLock size={22} stroke={1.75} aria-hidden="true" />
            {accessText.title}
          </Link>
        </li>
      </ul>
    </div>
  );
}
