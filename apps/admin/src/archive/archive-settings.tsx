import { archiveApi, type OutputOf } from "@selvedge/contract";
import {
  Badge,
  Button,
  Card,
  DateTime,
  Dialog,
  FieldFrame,
  Input,
  Notice,
  Progress,
  saveFile,
  toast,
} from "@selvedge/ui";
import { Download, PackageOpen, Upload } from "lucide-react";
import { type FormEvent, useState } from "react";
import { errorText, fetchFile } from "../api/client.ts";
import { queryClient, refreshQueries, useApi, useCommand } from "../api/hooks.ts";
import { Loaded } from "../api/query-states.tsx";
import { uploadFile } from "../api/upload-file.ts";
import { useT } from "../i18n/i18n.ts";
import { useCan, useSignedIn } from "../session/session-store.ts";
import { StatusBadge } from "../shell/status-badge.tsx";

type Archive = OutputOf<typeof archiveApi.getArchive>;

/** The whole business as one file: taken out, and brought into this or another installation. */
export function ArchiveSettings() {
  const t = useT();
  const can = useCan();
  const [bringing, setBringing] = useState(false);
  const archives = useApi(archiveApi.listArchives, { limit: 20 }, { pollMs: 2000 });
  const start = useCommand(archiveApi.startExport, { refresh: ["archive."] });
  const running = archives.data?.items.some((one) => one.status === "running") ?? false;
  return (
    <Card flush title={t("The whole business as a file")}>
      <p className="px-4 py-3 text-sm text-pretty text-ink-2">
        {t(
          "Everything goes along: books, stock, orders, people, settings, pictures and the activity trail. Another installation of the same release brings it in whole. Keep the file as safe as the business itself.",
        )}
      </p>
      <div className="flex flex-wrap gap-2 px-4 pb-4">
        <Button
          tone="primary"
          icon={<PackageOpen aria-hidden />}
          busy={start.isPending}
          disabled={running}
          onClick={() => start.mutate({})}
        >
          {t("Take it out")}
        </Button>
        {can("tenancy.archive.restore") && (
          <Button icon={<Upload aria-hidden />} disabled={running} onClick={() => setBringing(true)}>
            {t("Bring a business in")}
          </Button>
        )}
      </div>
      <Loaded query={archives}>
        {({ items }) => (
          <ul className="divide-y divide-line border-t border-line">
            {items.length === 0 && <li className="px-4 py-3 text-sm text-ink-3">{t("No file was made yet.")}</li>}
            {items.map((archive) => (
              <ArchiveRow key={archive.id} archive={archive} />
            ))}
          </ul>
        )}
      </Loaded>
      {bringing && <BringIn onClose={() => setBringing(false)} />}
    </Card>
  );
}

function ArchiveRow({ archive }: { archive: Archive }) {
  const t = useT();
  const slug = useSignedIn().tenant.slug;
  const [busy, setBusy] = useState(false);
  const isExport = archive.direction === "export";
  const download = async () => {
    setBusy(true);
    try {
      const day = archive.createdAt.slice(0, 10);
      saveFile(`${slug}-${day}.selvedge.gz`, await fetchFile(`/v1/tenant/archives/${archive.id}/file`));
    } catch (error) {
      toast({ tone: "bad", title: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className="space-y-2 px-4 py-2 text-sm">
      <div className="flex min-h-touch flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-40 flex-1">
          <span className="font-medium">{isExport ? t("Taken out") : t("Brought in")}</span>{" "}
          <DateTime value={archive.createdAt} show="dateTime" className="text-ink-3" />
          {archive.restoredSlug && (
            <span className="block text-xs text-ink-2">
              {t("Its people sign in with the short name {{slug}}.", { slug: archive.restoredSlug })}
            </span>
          )}
        </span>
        {archive.sizeBytes !== null && <Badge>{megabytes(t, archive.sizeBytes)}</Badge>}
        <StatusBadge status={archive.status} />
        {isExport && archive.status === "done" && (
          <Button size="sm" icon={<Download aria-hidden />} busy={busy} onClick={() => void download()}>
            {t("Download")}
          </Button>
        )}
      </div>
      {archive.status === "running" && (
        <Progress
          label={isExport ? t("Taken out") : t("Brought in")}
          value={archive.totalRows > 0 ? archive.doneRows : undefined}
          max={Math.max(1, archive.totalRows)}
        />
      )}
      {archive.failure && <Notice tone="bad">{archive.failure}</Notice>}
    </li>
  );
}

const megabytes = (t: ReturnType<typeof useT>, bytes: number) =>
  t("{{size}} MB", { size: new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(bytes / 1_000_000) });

/** Brings another business in from its file, under its own short name or a new one. */
function BringIn({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const file = form.get("file") as File;
    const slug = String(form.get("slug") ?? "").trim();
    setFailure(null);
    setShare(0);
    try {
      const query = slug ? `?${new URLSearchParams({ slug })}` : "";
      await uploadFile<Archive>(`/v1/tenant/archives/restore${query}`, file, setShare);
      refreshQueries(queryClient, ["archive."]);
      onClose();
    } catch (error) {
      setFailure(errorText(error));
      setShare(null);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("Bring a business in")}
      description={t("It becomes a business of its own beside this one; nothing here changes.")}
      footer={
        <Button type="submit" form="bring-in" tone="primary" busy={share !== null}>
          {t("Bring it in")}
        </Button>
      }
    >
      <form id="bring-in" className="space-y-4" onSubmit={(event) => void submit(event)}>
        {failure && <Notice tone="bad">{failure}</Notice>}
        <FieldFrame label={t("File")} hint={t("Ends in .selvedge.gz")} required>
          {(control) => <Input {...control} name="file" type="file" accept=".gz" required />}
        </FieldFrame>
        <FieldFrame
          label={t("Another short name")}
          hint={t("Empty keeps its own; needed when that one is taken here.")}
        >
          {(control) => (
            <Input
              {...control}
              name="slug"
              pattern="[a-z0-9](-?[a-z0-9])*"
              maxLength={63}
              autoCapitalize="none"
              autoComplete="off"
            />
          )}
        </FieldFrame>
        {share !== null && <Progress label={t("Upload")} value={share} max={1} />}
      </form>
    </Dialog>
  );
}
