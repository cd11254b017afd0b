import type { Me, SignedIn } from '@shangju/contracts';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { phoneStorage } from './phone-storage';

export interface Session {
  tokens: { accessToken: string; refreshToken: string } | undefined;
  person: Me | undefined;
  /** Larger letters and targets; kept on the phone too, for those who are not signed in. */
  elderMode: boolean;
  /** How much larger, 1.2 to 1.8; counts in elder mode only. */
  textScale: number;
}

const SIGNED_OUT: Session = { tokens: undefined, person: undefined, elderMode: false, textScale: 1.4 };

/** Who is signed in on this phone, and how they read. */
export const useSession = create<Session>()(
  persist(() => SIGNED_OUT, { name: 'shangju-session', storage: createJSONStorage(() => phoneStorage) }),
);

export function signIn({ accessToken, refreshToken, person }: SignedIn): void {
  useSession.setState({ tokens: { accessToken, refreshToken }, ...knownOf(person) });
}

/** Takes over what the API says about the person (after GET or PATCH /v1/me). */
export function updatePerson(person: Me): void {
  useSession.setState(knownOf(person));
}

/** Forgets who was here; how large letters are stays, it belongs to the eyes in front of the phone. */
export function signOut(): void {
  useSession.setState({ tokens: undefined, person: undefined });
}

/** Sets the reading size on this phone at once; the caller also tells the API when someone is signed in. */
export function setReading(reading: { elderMode?: boolean; textScale?: number }): void {
  useSession.setState(reading);
}

/** True once somebody is signed in. */
export function useSignedIn(): boolean {
  return useSession((session) => session.tokens !== undefined);
}

/** Reads the stored session again: in a browser another tab may have renewed it. */
export async function rereadSession(): Promise<Session> {
  await useSession.persist.rehydrate();
  return useSession.getState();
}

function knownOf(person: Me): Pick<Session, 'person' | 'elderMode' | 'textScale'> {
  return { person, elderMode: person.elderMode, textScale: person.textScale };
}
