const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long something took or may take, in words: `45 s`, `1 min 30 s`, `3 h 20 min`, `2 days`.
 * To the second below an hour, so that what was measured, what was promised and what lies between
 * them go together.
 */
export function duration(seconds: number): string {
  if (seconds > 0 && seconds < 0.5) return 'less than 1 s';
  const whole = Math.round(seconds);
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return twoOf(whole, minute, 'min', 1, 's');
  const minutes = Math.round(seconds / minute) * minute;
  if (minutes < 2 * day) return twoOf(minutes, hour, 'h', minute, 'min');
  const days = Math.round(seconds / day);
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}

function twoOf(all: number, large: number, name: string, small: number, smallName: string): string {
  const first = `${Math.floor(all / large)} ${name}`;
  const rest = (all % large) / small;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}
