import { Card } from "@selvedge/ui";
import { useT } from "../i18n/i18n.ts";
import type { ImportJob } from "./imports-api.ts";

/** The file as it is read now, before anything is made of it. */
export function ImportSample({ job }: { job: ImportJob }) {
  const t = useT();
  if (job.sample.length === 0) return null;
  return (
    <Card flush title={t("First lines of the file")}>
      <div className="scroll-thin overflow-x-auto">
        <table className="text-xs">
          <thead className="bg-surface-2 text-ink-2">
            <tr>
              {job.columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-2 text-start font-medium whitespace-nowrap">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {job.sample.slice(0, 8).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file in their order
              <tr key={index} className="border-t border-line">
                {row.map((cell, at) => (
                  <td key={job.columns[at]} className="max-w-56 truncate px-3 py-1.5 whitespace-nowrap">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
