import type { PhoneLocation } from './phone-location';

const TIMEOUT_MS = 10_000;
const PERMISSION_DENIED = 1;

/** Asks the browser where it is, in WGS 84 (W3C Geolocation). The browser asks the person. */
export function phoneLocation(): Promise<PhoneLocation> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve({ missing: 'unknown' });
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ location: { latitude: coords.latitude, longitude: coords.longitude } }),
      ({ code }) => resolve({ missing: code === PERMISSION_DENIED ? 'denied' : 'unknown' }),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: 0 },
    );
  });
}

export const LOCATION_DENIED_WORDS = '没有拿到位置。请在浏览器里允许这个网站用位置，再回来签到。';

/** Browsers' settings open by hand only. */
export const openLocationSettings: (() => void) | undefined = undefined;
