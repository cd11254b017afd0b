import Taro from '@tarojs/taro';

const ARRIVAL_FILE = '/sounds/arrival.wav';

let player: Taro.InnerAudioContext | undefined;

/** In WeChat sounds need no tap. */
export const mayAllowSound = (): boolean => true;

/** In WeChat sounds need no permission; always true. */
export function allowSound(): Promise<boolean> {
  return Promise.resolve(true);
}

/** Two short rising tones, as a shop door's bell; also when the phone's ring switch is off. */
export function playArrival(): void {
  player ??= newPlayer();
  player.stop();
  player.play();
}

function newPlayer(): Taro.InnerAudioContext {
  void Taro.setInnerAudioOption({ obeyMuteSwitch: false });
  const created = Taro.createInnerAudioContext();
  created.src = ARRIVAL_FILE;
  return created;
}
