"use client";

/** Something broke on our side; what was typed or put into the bag is still there. */
export default function Broken({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="alone">
      <h1>That did not work</h1>
      <p>The shop does not answer right now. Your bag is safe; try again in a moment.</p>
      <button type="button" className="button" onClick={reset}>
        Try again
      </button>
    </div>
  );
}
