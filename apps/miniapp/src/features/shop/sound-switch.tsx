import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { allowSound, mayAllowSound, playArrival } from '@/services/sound';
import { Icon } from '@/ui/icon';
import { Tappable } from '@/ui/tappable';
import { useShopSound } from './shop-sound';
import './sound-switch.scss';

/** Sound on or off; says so where the browser still wants a tap before it lets anything sound. */
export function SoundSwitch() {
  const wanted = useShopSound((sound) => sound.wanted);
  const [allowed, setAllowed] = useState(false);

  useEffect(() => {
    // Works without a tap in WeChat, and in a browser where the person has tapped on an earlier page.
    if (wanted && mayAllowSound()) allowSound().then(setAllowed, () => undefined);
  }, [wanted]);

  const turnOn = () => {
    useShopSound.setState({ wanted: true });
    allowSound().then(
      (on) => {
        setAllowed(on);
        // So that the shop knows what to listen for.
        playArrival();
      },
      () => undefined,
    );
  };
  const sounding = wanted && allowed;
  return (
    <Tappable
      className="sound-switch"
      role="switch"
      label="来客提示音"
      state={{ checked: sounding }}
      onTap={() => (sounding ? useShopSound.setState({ wanted: false }) : turnOn())}
    >
      <Icon name={sounding ? 'sound' : 'sound-off'} />
      <View>{sounding ? '声音开' : wanted ? '点一下开声音' : '声音关'}</View>
    </Tappable>
  );
}
