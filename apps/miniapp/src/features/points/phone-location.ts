import type { Location } from '@shangju/contracts';
import Taro from '@tarojs/taro';

/** Where the phone is; or that the person keeps it to themselves, or that the phone can't tell. */
export type PhoneLocation = { location: Location } | { missing: 'denied' | 'unknown' };

/** Asks the phone where it is, in WGS 84. WeChat asks the person the first time. */
export async function phoneLocation(): Promise<PhoneLocation> {
  try {
    const { latitude, longitude } = await Taro.getLocation({ type: 'wgs84', isHighAccuracy: true });
    return { location: { latitude, longitude } };
  } catch (failure) {
    const denied = /auth|deny|denied/i.test((failure as { errMsg?: string }).errMsg ?? '');
    return { missing: denied ? 'denied' : 'unknown' };
  }
}

export const LOCATION_DENIED_WORDS = '没有拿到位置。请在微信的设置里打开“位置”，再回来签到。';

/** After a refusal WeChat doesn't ask again; its settings are the way. undefined where no page can open them. */
export const openLocationSettings: (() => void) | undefined = () => void Taro.openSetting();
