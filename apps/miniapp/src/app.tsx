import { QueryClientProvider } from '@tanstack/react-query';
import type { PropsWithChildren } from 'react';
import './app-style';
import { resumePendingSends } from './services/pending-sends';
import { followPhone, queryClient } from './services/query-client';

followPhone();
resumePendingSends();

export default function App({ children }: PropsWithChildren) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
