export function SyncPage() {
  return <p>Sync</p>;
}
