import Link from "next/link";

export default function NotFound() {
  return (
    <div className="alone">
      <h1>This is not here any more</h1>
      <p>It may be sold out for good, or the address was mistyped.</p>
      <Link className="button" href="/" prefetch={false}>
        Go to the shop
      </Link>
    </div>
  );
}
