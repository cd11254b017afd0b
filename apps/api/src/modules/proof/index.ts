export { checkProof, PROOF_JOB } from './check-proof.ts';
