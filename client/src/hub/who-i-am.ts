import type { Me, Observable } from './client-api.ts';
import type { DeviceDocument } from './device-document.ts';
import { createObservable } from './observable.ts';
import type { HubStatus } from './port-messages.ts';

export interface WhoIAm {
  readonly me: Observable<Me>;
  /** A name that is given stays. */
  setMe(me: Me): void;
  /** Who this device was let in as; undefined where it is known as nobody. */
  letInAs(person: HubStatus['person']): void;
}

/** Who is at this tab: whoever was let in as somebody is not somebody else by saying so. */
export function createWhoIAm(device: Pick<DeviceDocument, 'me' | 'setMe'>): WhoIAm {
  const me = createObservable<Me>(device.me.get());
  let given: string | undefined;

  function show(): void {
    const own = device.me.get();
    me.set(given === undefined ? own : { name: given, color: own.color, isGiven: true });
  }
  device.me.subscribe(show);

  return {
    me,
    setMe({ name, color }) {
      device.setMe({ name: given === undefined ? name : device.me.get().name, color });
    },
    letInAs(person) {
      const name = person?.name;
      if (name === given) return;
      given = name;
      show();
    },
  };
}
