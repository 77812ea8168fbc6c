"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

/** How long the bag's pieces are still held; without script the words beside it say until when. */
export function HoldClock({ until }: { until: string }) {
  const router = useRouter();
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    let lookAgainAt = Date.parse(until);
    const tick = () => {
      setLeft(Date.parse(until) - Date.now());
      if (Date.now() < lookAgainAt) return;
      // The server's clock decides, and may be a little behind.
      lookAgainAt = Date.now() + 3000;
      router.refresh();
    };
    const timer = setInterval(tick, 1000);
    tick();
    return () => clearInterval(timer);
  }, [until, router]);
  if (left === null || left <= 0) return null;
  const seconds = Math.floor(left / 1000);
  return (
    <span className="clock" role="timer">
      {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")}
    </span>
  );
}
