/** Of the process under measure: it lives for minutes, on this machine, with nobody's data. */
export const JWT_SECRET = 'a secret of the benches, long enough to sign';
export const CODE_KEY = { id: 1, secret: 'another secret of the benches for codes' };
export const BALLOT_SIGNING_KEY = Buffer.alloc(32, 7);
export const ORIGIN = 'https://street.example';
