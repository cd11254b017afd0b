export { type CodeBook, type CodeKey, codeBook } from './code-book.ts';
