import { Fragment, type ReactNode } from 'react';
import styles from './Controls.module.css';

const MARKS = /(\*\*[^*]+\*\*|`[^`]+`)/;
/** A node's name, which is not broken at its hyphen. */
const NAME = /([a-z]+-\d+)/;

/** Text with `**bold**` and `` `code` `` marks; code may stand in bold, and everything else is shown as it stands. */
export function RichText({ text }: { readonly text: string }): ReactNode {
  // A piece has no name of its own, and the pieces of one text never move.
  return text.split(MARKS).map((piece, place) => <Fragment key={place}>{render(piece)}</Fragment>);
}

function render(piece: string): ReactNode {
  if (piece.length > 4 && piece.startsWith('**') && piece.endsWith('**')) {
    return (
      <strong>
        <RichText text={piece.slice(2, -2)} />
      </strong>
    );
  }
  if (piece.length > 2 && piece.startsWith('`') && piece.endsWith('`')) {
    return <code>{piece.slice(1, -1)}</code>;
  }
  return <WholeNames text={piece} />;
}

/** Text in which no node's name is broken. */
export function WholeNames({ text }: { readonly text: string }): ReactNode {
  return text.split(NAME).map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      <span key={place} className={styles.name}>
        {part}
      </span>
    ),
  );
}
