import { useId } from 'react';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { presenceColors, presenceIndex } from '../ui/presence-colors.ts';
import { settingsText } from '../ui/text/settings.ts';
import classes from './color-choice.module.css';

/** One of the eight presence colours, each with its name, shown on the person's own initials. */
export function ColorChoice(props: {
  readonly name: string;
  readonly color: number;
  readonly onChange: (color: number) => void;
}) {
  const group = useId();
  return (
    <fieldset className={classes.choice}>
      <legend className={classes.legend}>{settingsText.color}</legend>
      <p className={classes.hint}>{settingsText.colorHint}</p>
      <div className={classes.colors}>
        {presenceColors.map((value, index) => (
          <label key={value} className={classes.color} title={settingsText.colors[index]}>
            <input
              type="radio"
              name={group}
              className={classes.radio}
              aria-label={settingsText.colors[index]}
              checked={presenceIndex(props.color) === index}
              onChange={() => props.onChange(index)}
            />
            <PersonAvatar name={props.name} color={index} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
