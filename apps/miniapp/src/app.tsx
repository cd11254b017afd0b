import { QueryClientProvider } from '@tanstack/react-query';
import { type PropsWithChildren, useEffect } from 'react';
import './app-style';
import { takeBallotAnswers } from './features/ballots/take-ballot-answers';
import { takeDutyAnswers } from './features/duty/take-duty-answers';
import { refreshAfterSends } from './features/points/refresh-after-sends';
import { spareMotion } from './services/less-motion';
import { resumePendingSends } from './services/pending-sends';
import { followPhone, queryClient } from './services/query-client';
import { followReadingSize } from './ui/tab-bar-size';

followPhone();
followReadingSize();
takeDutyAnswers();
takeBallotAnswers();
refreshAfterSends();
resumePendingSends();

export default function App({ children }: PropsWithChildren) {
  useEffect(spareMotion, []);
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
