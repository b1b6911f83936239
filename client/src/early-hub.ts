import { hubNames } from './hub/hub-names.ts';
import { deviceMemory, rememberedWorkspace } from './hub/remembered-workspace.ts';
import { startSharedHub } from './hub/start-shared-hub.ts';

// A browser takes longer to start a worker than to read the app. This runs before the app is there,
// and the hub reads the disk meanwhile; what goes wrong here is met again, and told, by the app.
try {
  const workspace = rememberedWorkspace(new URL(location.href), deviceMemory);
  if (workspace !== undefined) startSharedHub(hubNames(workspace).worker).port.close();
} catch {
  // No shared workers here: the app finds another way.
}
